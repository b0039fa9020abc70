import { v7 as uuid } from 'uuid';
import { contactPlan, type ContactPlan } from '../../src/lib/domain/contact/index.ts';
import { deliveryId, planId, type CaseId, type DeliveryId } from '../../src/lib/domain/ids.ts';
import { findCaseKey } from '../../src/lib/server/desk/keys/index.ts';
import { sealContactPlan, sealDelivery } from '../../src/lib/server/platform/crypto/seal/index.ts';
import type { Ground } from './heard.ts';
import type { Agency, HandedLink, World } from './world.ts';

// Plans and messages as the desk writes them, straight into the tables: what is tested with them is
// how they are sent.

export type Clara = { caseId: CaseId; link: HandedLink };

const always = { days: [0, 1, 2, 3, 4, 5, 6], from: '00:00', to: '24:00' };

/** May be reached at any time by text message and by mail, as was confirmed just now. */
export function planFor(
	agency: Agency,
	now: Date,
	changes: Partial<ContactPlan> = {}
): ContactPlan {
	return contactPlan.parse({
		routes: [
			{ kind: 'sms', to: '+44 7700 900318', windows: [always] },
			{ kind: 'email', to: 'clementine@larkfield.example', windows: [always] }
		],
		timeZone: 'Europe/London',
		mayContact: 'either',
		cover: 'a',
		inDanger: 'call',
		language: 'en',
		adult: true,
		confirmed: {
			at: now.toISOString(),
			by: agency.supportWorker.staffId,
			how: 'in_person'
		},
		...changes
	});
}

export function messagesOn(at: Ground, world: World) {
	const publicKey = async (agency: Agency, caseId: CaseId) => {
		const key = await findCaseKey(world.pools.worker.db, { agencyId: agency.id, caseId });
		if (!key) throw new Error('a case without a key');
		return key.publicKey;
	};

	/** A new version of the plan. */
	async function plan(agency: Agency, caseId: CaseId, content: ContactPlan): Promise<void> {
		const [last] = await at.superuser<{ version: number }[]>`
			select coalesce(max(version), 0)::int as version from contact_plan where case_id = ${caseId}`;
		const version = (last?.version ?? 0) + 1;
		const id = planId.parse(uuid());
		const sealed = await sealContactPlan({
			publicKey: await publicKey(agency, caseId),
			agencyId: agency.id,
			caseId,
			planId: id,
			planVersion: version,
			content
		});
		await at.superuser`
			insert into contact_plan (agency_id, case_id, version, id, sealed, made_by)
			values (${agency.id}, ${caseId}, ${version}, ${id}, ${sealed},
				${agency.supportWorker.staffId})`;
	}

	/** A case with a plan and an open link. */
	async function clara(agency: Agency, changes: Partial<ContactPlan> = {}): Promise<Clara> {
		const caseId = await world.case(agency);
		await plan(agency, caseId, planFor(agency, await at.clock.now(), changes));
		return { caseId, link: await world.link(agency, caseId) };
	}

	/** A message with her link that waits to be sent. */
	async function message(
		agency: Agency,
		{ caseId, link }: Clara,
		channel: 'sms' | 'email'
	): Promise<DeliveryId> {
		const id = deliveryId.parse(uuid());
		const content = { address: link.address };
		const sealed = await sealDelivery({
			publicKey: await publicKey(agency, caseId),
			agencyId: agency.id,
			caseId,
			deliveryId: id,
			content
		});
		await at.superuser`
			insert into delivery (agency_id, id, case_id, link_id, channel, cover, locale, sealed, due_at, by)
			values (${agency.id}, ${id}, ${caseId}, ${link.linkId}, ${channel}, 'a', 'en', ${sealed},
				heard_now(), ${agency.officer.staffId})`;
		return id;
	}

	/** What the desk knows of a message. */
	async function stateOf(id: DeliveryId) {
		const [row] = await at.superuser<
			{ state: string; reason: string | null; tries: number; waits: string; is_sealed: boolean }[]
		>`
			select state, reason, tries, (due_at - heard_now())::text as waits,
				sealed is not null as is_sealed
			from delivery where id = ${id}`;
		if (!row) throw new Error('there is no such message');
		return row;
	}

	/** Kinds of the events of a case about messages, in order. */
	async function eventsOf(caseId: CaseId): Promise<string[]> {
		const rows = await at.superuser<{ kind: string }[]>`
			select kind from case_event where case_id = ${caseId} and kind like 'message%' order by at, id`;
		return rows.map(({ kind }) => kind);
	}

	return { plan, clara, message, stateOf, eventsOf };
}
export type Messages = ReturnType<typeof messagesOn>;
