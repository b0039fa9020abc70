import type { Role } from '#lib/domain/access/index.ts';
import type { AgencyId, CaseId, OrganisationId, UnitId } from '#lib/domain/ids.ts';
import type { StoredAnswers } from '#lib/domain/questionnaire/index.ts';
import { demoSettings } from '#lib/domain/settings/index.ts';
import type { Desk, Staff } from '#lib/server/desk/access/index.ts';
import * as cases from '#lib/server/desk/cases/index.ts';
import { keyRing } from '#lib/server/desk/keys/index.ts';
import * as team from '#lib/server/desk/team/index.ts';
import { readPepper } from '#lib/server/platform/crypto/key-file.ts';
import { keyProvider } from '#lib/server/platform/crypto/keys/index.ts';
import { openPool } from '#lib/server/platform/db/client.ts';
import { round } from '#lib/server/worker/round.ts';
import { arrives } from '../support/arrives.ts';
import { ground, type Ground } from '../support/heard.ts';

// An agency with invented people on a database of its own, with the real logins: the desk's verbs run
// as heard_desk, the worker as heard_worker, and answers arrive sealed, as intake seals them.

export type World = Awaited<ReturnType<typeof world>>;

export async function world(name: string) {
	const at = await ground(name);
	const provider = keyProvider({ path: at.local.kekFile });
	const pool = (login: 'heard_owner' | 'heard_desk' | 'heard_worker' | 'heard_intake') =>
		openPool(at.local.urls[login], { max: 4, name: login });
	const pools = {
		owner: pool('heard_owner'),
		desk: pool('heard_desk'),
		worker: pool('heard_worker'),
		intake: pool('heard_intake')
	};
	const desk: Desk = {
		db: pools.desk.db,
		keys: keyRing(provider),
		pepper: readPepper(at.local.pepperFile),
		intakeOrigin: 'https://reminder.example',
		origin: 'https://desk.example'
	};
	const worker = { db: pools.worker.db, keys: keyRing(provider) };
	let others = 0;
	const here = await agency('Northmoor', { desk, owner: pools.owner.db, provider });
	return {
		...at,
		...here,
		desk,
		/** Another agency in the same database. */
		elsewhere: () => agency(`Southmoor${++others}`, { desk, owner: pools.owner.db, provider }),
		/** The worker does everything that waits. */
		works: () => round(worker),
		/** Answers arrive for the case's latest round, as intake would store them. */
		answers: (caseId: CaseId, said: StoredAnswers, kind?: 'sent' | 'unsent') =>
			arrive(at, { agencyId: here.agencyId, caseId, said, kind: kind ?? 'sent' }),
		async close() {
			await Promise.all(Object.values(pools).map((one) => one.end()));
			await at.close();
		}
	};
}

type Making = {
	desk: Desk;
	owner: Parameters<typeof team.createAgency>[0];
	provider: Parameters<typeof team.createAgency>[1]['provider'];
};

async function agency(name: string, { desk, owner, provider }: Making) {
	const agencyId = await team.createAgency(owner, {
		name,
		settings: demoSettings,
		provider,
		recoveryPublicKey: null,
		isDemo: true
	});
	const where = { ...desk, agencyId };
	const organisation = (kind: team.NewOrganisation['kind'], called: string, confidential = false) =>
		team.addOrganisation(where, { kind, name: called, confidential });
	const police = await organisation('police', 'Moor Police');
	const harbour = await organisation('support', 'Harbour House', true);
	const provider_ = await organisation('programme', 'Fairway');
	const unitId = await team.addUnit(where, { organisationId: police, name: 'North' });

	const join = async (
		called: string,
		role: Role,
		of: { organisationId: OrganisationId; unitId?: UnitId }
	): Promise<Staff & { name: string }> => {
		const staffId = await team.addStaff(where, {
			role,
			name: called,
			email: `${called.toLowerCase()}@${name.toLowerCase()}.example`,
			password: 'a long enough password',
			organisationId: of.organisationId,
			unitId: of.unitId ?? null,
			languages: ['en']
		});
		return { agencyId, staffId, role, organisationId: of.organisationId, name: called };
	};
	const ofUnit = { organisationId: police, unitId };
	const people = {
		vale: await join('Vale', 'officer', ofUnit),
		reed: await join('Reed', 'officer', ofUnit),
		finch: await join('Finch', 'supervisor', ofUnit),
		stranger: await join('Marsh', 'officer', ofUnit),
		quill: await join('Quill', 'support_worker', { organisationId: harbour }),
		harbour: await join('Heron', 'support_worker', { organisationId: harbour }),
		programme: await join('Dale', 'programme_worker', { organisationId: provider_ }),
		admin: { ...(await join('Stone', 'admin', ofUnit)), steppedUp: true },
		auditor: await join('Birch', 'auditor', ofUnit)
	};
	await team.setSupervisor(where, { unitId, staffId: people.finch.staffId });

	let made = 0;
	return {
		agencyId,
		unitId,
		harbourId: harbour,
		...people,
		/** A case of Vale with Reed as deputy, Quill for support and a round that is due. */
		openCase: (changes: Partial<cases.NewCase> = {}): Promise<CaseId> =>
			cases.create(desk, people.vale, {
				reference: String(1000 + ++made),
				unitId,
				responsibleOfficerId: people.vale.staffId,
				deputyOfficerId: people.reed.staffId,
				supportOrganisationId: harbour,
				supportWorkerId: people.quill.staffId,
				interventionOn: '2026-11-16',
				facts: { hasChildren: true },
				orders: [],
				programme: null,
				checkIns: [{ point: 'T3', dueAt: new Date() }],
				...changes
			})
	};
}

const consent = { CN0: 'yes', CN1: 'both', CN2: 'yes' };

async function arrive(
	{ superuser }: Ground,
	{
		agencyId,
		caseId,
		said,
		kind
	}: { agencyId: AgencyId; caseId: CaseId; said: StoredAnswers; kind: 'sent' | 'unsent' }
): Promise<string> {
	const [row] = await superuser`
		select r.id as response_id, k.public_key from response r
		join check_in c on c.agency_id = r.agency_id and c.id = r.check_in_id
		join case_key k on k.agency_id = r.agency_id and k.case_id = r.case_id
		where r.agency_id = ${agencyId} and r.case_id = ${caseId}
			and not exists (select 1 from response_revision v where v.response_id = r.id and v.kind = 'sent')
		order by c.due_at limit 1`;
	if (!row) throw new Error('no round is open');
	return arrives(superuser, {
		agencyId,
		caseId,
		responseId: row.response_id,
		publicKey: row.public_key,
		answers: { ...consent, ...said },
		facts: { hasChildren: true, hasLiveOrder: true },
		kind
	});
}

/** Events of this name, the newest last. */
export async function audited(
	{ superuser }: Pick<Ground, 'superuser'>,
	event: string
): Promise<Record<string, unknown>[]> {
	const rows = await superuser<{ body: string }[]>`select body from audit_event order by seq`;
	return rows.map(({ body }) => JSON.parse(body)).filter((one) => one.event === event);
}

/** From now on no audit event can be written, until the returned function is called. */
export async function breakAudit({ superuser }: Pick<Ground, 'superuser'>) {
	await superuser`create function broken() returns trigger language plpgsql as
		$$ begin raise exception 'broken'; end $$`;
	await superuser`create trigger broken before insert on audit_event
		for each row execute function broken()`;
	return () => superuser`drop function broken() cascade`;
}
