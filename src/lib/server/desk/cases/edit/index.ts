import { v7 as uuid } from 'uuid';
import { scopeOf } from '#lib/domain/access/index.ts';
import { caseFacts, type CaseFacts, type CaseOrder } from '#lib/domain/case-facts.ts';
import {
	isProgrammeKnown,
	mayBeNamed,
	supportProblem,
	type CaseEventKind,
	type EditCaseView,
	type WantedCase,
	type WantedOrder
} from '#lib/domain/case/index.ts';
import { wallClock, wallDay } from '#lib/domain/schedule/wall.ts';
import { plannedRounds, yearAfter, yearBefore } from '#lib/domain/schedule/index.ts';
import { caseId as caseIdOf, orderId, type CaseId, type StaffId } from '#lib/domain/ids.ts';
import { sealCaseFacts } from '#lib/server/platform/crypto/seal/index.ts';
import { databaseNow, withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import { deny, purposeOf, relationIn, type Desk, type Staff } from '../../access/index.ts';
import { findTeam } from '../../access/store.ts';
import * as audit from '../../audit/index.ts';
import { findCaseKey } from '../../keys/index.ts';
import * as notices from '../../notices/index.ts';
import { partnersOf } from '../choices/index.ts';
import { todayIn } from '../create/add.ts';
import { addOrders, addProgramme } from '../create/store.ts';
import { addRound } from '../create/write.ts';
import { unsealFacts, type CasePlace } from '../facts.ts';
import { findLastClosing } from '../closing/store.ts';
import { askToAgree } from '../closing/work.ts';
import * as history from '../history/index.ts';
import { handLanesOver } from '../reassign/store.ts';
import { findCase, findFacts, findOrders, findSettings, replaceFacts } from '../store.ts';
import { markOf } from './mark.ts';
import {
	cancelRound,
	changeCase,
	changeOrder,
	changeProgramme,
	findPlanned,
	findWholeProgramme,
	lockForEdit,
	moveRound,
	type LockedRow
} from './store.ts';

const ROUTE = '/desk/cases/[id]/edit';

/** The case as it stands, to be changed; null for who may not edit it, and for a closed one. */
export async function prepareEdit(
	desk: Desk,
	staff: Staff,
	id: string
): Promise<EditCaseView | null> {
	const parsed = caseIdOf.safeParse(id);
	if (!parsed.success) return null;
	const { agencyId, staffId } = staff;
	const at = { agencyId, caseId: parsed.data };
	const found = await withAgency(desk.db, agencyId, async (tx) => {
		const may = await editable(tx, staff, at.caseId);
		const row = may && (await lockForEdit(tx, at));
		if (!may || !row || row.closedAt) return deny(tx, staff, { object: at.caseId, route: ROUTE });
		const rest = {
			row,
			names: await findCase(tx, at),
			sealed: await findFacts(tx, at),
			orders: await findOrders(tx, at),
			programme: await findWholeProgramme(tx, at),
			choices: await partnersOf(tx, staff, may.blockedIds),
			today: await todayIn(tx, agencyId),
			timeZone: (await findSettings(tx, agencyId)).intake.timeZone
		};
		await audit.append(tx, agencyId, {
			event: 'case.opened',
			by: staffId,
			purpose: purposeOf(may.relation, 'work_case'),
			case: at.caseId
		});
		return { ...rest, key: await desk.keys.caseKey(tx, at) };
	});
	if (!found) return null;
	const { row, orders, timeZone } = found;
	const facts = await unsealFacts(found.key, at, found.sealed);
	return {
		caseId: at.caseId,
		reference: row.reference,
		version: markOf({
			version: found.sealed?.version ?? 0,
			support: row,
			programme: found.programme
		}),
		interventionOn: row.interventionOn,
		intervention: row.intervention,
		supportOrganisation: named(row.supportOrganisationId, found.names?.supportOrganisation),
		supportWorker: named(row.supportWorkerId, found.names?.supportWorker?.name),
		hasChildren: facts.hasChildren,
		gradedHigh: facts.gradedHigh,
		conferenceOn: conferenceOf(facts, timeZone),
		baselineSF2: facts.baselineSF2,
		personPhrase: facts.personPhrase,
		orders: orders.map(({ id: ofOrder, kind, state, fromAt, toAt }) => ({
			id: ofOrder,
			kind,
			state,
			from: wallClock(fromAt, timeZone),
			to: toAt ? wallClock(toAt, timeZone) : '',
			noContact: facts.orderTerms[ofOrder]?.noContact ?? false,
			noContactChildren: facts.orderTerms[ofOrder]?.noContactChildren ?? false
		})),
		programme: found.programme,
		choices: found.choices,
		today: found.today
	};
}

function named(id: string | null, name: string | null | undefined) {
	return id === null ? null : { id, name: name ?? '–' };
}

/** The facts hold the end of the twelve months; a conference is known by its day. */
function conferenceOf({ maracUntil }: CaseFacts, timeZone: string): string | null {
	return maracUntil === null ? null : yearBefore(wallDay(maracUntil, timeZone));
}

async function editable(tx: Transaction, staff: Staff, caseId: CaseId) {
	const team = await findTeam(tx, { agencyId: staff.agencyId, caseId });
	const relation = relationIn(team, staff);
	const may = team && relation && scopeOf(relation, 'orders') === 'edit';
	return may ? { relation, blockedIds: team.blockedIds } : null;
}

export type WantedChange = Pick<
	WantedCase,
	| 'interventionOn'
	| 'intervention'
	| 'supportOrganisationId'
	| 'supportWorkerId'
	| 'facts'
	| 'orders'
	| 'programme'
> & {
	caseId: string;
	/** Of what the form showed. */
	version: string;
};

export type Edited =
	| { kind: 'changed' }
	| {
			kind: 'problem';
			problem:
				| 'again'
				| 'not_future'
				| 'orders_missing'
				| 'programme'
				| 'support_organisation'
				| 'support_worker'
				| 'support_named';
	  };

/** Changes what stands on the case, all of it or nothing. `again`: somebody was quicker. */
export async function change(
	desk: Desk,
	staff: Staff,
	wanted: WantedChange
): Promise<Edited | null> {
	const parsed = caseIdOf.safeParse(wanted.caseId);
	if (!parsed.success) return null;
	const { agencyId, staffId: by } = staff;
	const at = { agencyId, caseId: parsed.data };
	return withAgency(desk.db, agencyId, async (tx): Promise<Edited | null> => {
		const may = await editable(tx, staff, at.caseId);
		const row = may && (await lockForEdit(tx, at));
		if (!may || !row || row.closedAt) return deny(tx, staff, { object: at.caseId, route: ROUTE });
		const sealed = await findFacts(tx, at);
		const orders = await findOrders(tx, at);
		const programme = await findWholeProgramme(tx, at);
		const { intake } = await findSettings(tx, agencyId);
		const problem = await problemOf(tx, staff, {
			wanted,
			before: { support: row, programme },
			blockedIds: may.blockedIds,
			orders,
			version: markOf({ version: sealed?.version ?? 0, support: row, programme })
		});
		if (problem) return { kind: 'problem', problem };

		const made = wanted.orders.map((one) => ({ ...one, id: one.id ?? orderId.parse(uuid()) }));
		const events: CaseEventKind[] = ['changed'];
		await changeCase(tx, {
			...at,
			interventionOn: wanted.interventionOn,
			intervention: wanted.intervention,
			supportOrganisationId: wanted.supportOrganisationId,
			supportWorkerId: wanted.supportWorkerId
		});
		await nameSupport(tx, desk, { at, before: row, wanted, by });
		events.push(...(await writeOrders(tx, at, { made, before: orders })));
		events.push(...(await writeProgramme(tx, at, { wanted: wanted.programme, before: programme })));
		await planAgain(tx, at, { wanted, before: row.interventionOn, timeZone: intake.timeZone });
		await history.add(tx, ...events.map((kind) => ({ ...at, kind, by })));
		// recorded before the facts are opened; the chain is held until they are sealed again
		await audit.append(tx, agencyId, { event: 'case.changed', by, case: at.caseId });
		const keyRow = await findCaseKey(tx, at);
		if (!keyRow || !sealed) throw new Error('a case without a key or facts');
		const facts = await unsealFacts(await desk.keys.caseKey(tx, at), at, sealed);
		const version = sealed.version + 1;
		const content = changed(facts, { wanted, made, timeZone: intake.timeZone });
		await replaceFacts(tx, {
			...at,
			version,
			sealed: await sealCaseFacts({ ...at, version, publicKey: keyRow.publicKey, content })
		});
		return { kind: 'changed' };
	});
}

/** Whoever is new gets what is open of support, is told, and is asked about a closing that waits. */
async function nameSupport(
	tx: Transaction,
	desk: Desk,
	{
		at,
		before,
		wanted: { supportOrganisationId, supportWorkerId },
		by
	}: { at: CasePlace; before: LockedRow; wanted: WantedChange; by: StaffId }
): Promise<void> {
	if (before.supportOrganisationId === null && supportOrganisationId !== null) {
		const closing = await findLastClosing(tx, at);
		if (closing && !closing.closedAt) {
			await askToAgree(tx, desk, { at, closingId: closing.id, lane: 'support' });
		}
	}
	if (before.supportWorkerId === supportWorkerId || supportWorkerId === null) return;
	await handLanesOver(tx, {
		...at,
		officerId: before.officerId,
		deputyId: before.deputyId ?? before.officerId,
		supportWorkerId,
		lanes: ['support'],
		by
	});
	const boxKey = await desk.keys.boxKey(tx, at.agencyId);
	await notices.add(
		tx,
		{ agencyId: at.agencyId, staffId: supportWorkerId, kind: 'new_item' },
		boxKey
	);
}

async function problemOf(
	tx: Transaction,
	staff: Staff,
	{
		wanted,
		before,
		blockedIds,
		orders,
		version
	}: {
		wanted: WantedChange;
		before: { support: LockedRow; programme: WantedCase['programme'] };
		blockedIds: readonly StaffId[];
		orders: readonly CaseOrder[];
		version: string;
	}
): Promise<Extract<Edited, { kind: 'problem' }>['problem'] | null> {
	if (version !== wanted.version) return 'again';
	if (wanted.interventionOn > (await todayIn(tx, staff.agencyId))) return 'not_future';
	const known = new Set<string>(orders.map(({ id }) => id));
	const kept = wanted.orders.flatMap(({ id }) => id ?? []);
	// an order is ended, never taken away; and none comes here from another case
	const isWhole = kept.length === known.size && new Set(kept).size === kept.length;
	if (!isWhole || kept.some((id) => !known.has(id))) return 'orders_missing';
	const choices = { units: [], officers: [], ...(await partnersOf(tx, staff, blockedIds)) };
	// whoever is named may have left since: that is no mistake of this form
	const isNewAtProvider =
		wanted.programme?.organisationId !== before.programme?.organisationId ||
		wanted.programme?.workerId !== before.programme?.workerId;
	if (wanted.programme && isNewAtProvider && !isProgrammeKnown(wanted.programme, choices)) {
		return 'programme';
	}
	if (!mayBeNamed(wanted, { before: before.support })) return 'support_named';
	const isNewInSupport =
		wanted.supportOrganisationId !== before.support.supportOrganisationId ||
		wanted.supportWorkerId !== before.support.supportWorkerId;
	return isNewInSupport ? supportProblem(wanted, choices) : null;
}

type MadeOrder = WantedOrder & { id: CaseOrder['id'] };

async function writeOrders(
	tx: Transaction,
	at: CasePlace,
	{ made, before }: { made: readonly MadeOrder[]; before: readonly CaseOrder[] }
): Promise<CaseEventKind[]> {
	const events: CaseEventKind[] = [];
	const fresh = made.filter(({ id }) => !before.some((one) => one.id === id));
	await addOrders(
		tx,
		fresh.map(({ id, kind, state, fromAt, toAt }) => ({ ...at, id, kind, state, fromAt, toAt }))
	);
	events.push(...fresh.map(() => 'order_added' as const));
	for (const { id, kind, state, fromAt, toAt } of made) {
		const old = before.find((one) => one.id === id);
		if (!old || isSame(old, { id, kind, state, fromAt, toAt })) continue;
		await changeOrder(tx, { ...at, id, kind, state, fromAt, toAt });
		events.push('order_changed');
	}
	return events;
}

function isSame(one: CaseOrder, other: CaseOrder): boolean {
	return (
		one.kind === other.kind &&
		one.state === other.state &&
		one.fromAt.getTime() === other.fromAt.getTime() &&
		one.toAt?.getTime() === other.toAt?.getTime()
	);
}

async function writeProgramme(
	tx: Transaction,
	at: CasePlace,
	{ wanted, before }: { wanted: WantedCase['programme']; before: WantedCase['programme'] }
): Promise<CaseEventKind[]> {
	if (!wanted) return [];
	if (!before) {
		const statusAt = await databaseNow(tx);
		await addProgramme(tx, [{ ...at, ...wanted, statusAt, sessionsDue: 0, sessionsAttended: 0 }]);
		return ['programme_changed'];
	}
	const keys = Object.keys(before) as (keyof typeof before)[]; // a row has these and no others
	if (keys.every((key) => before[key] === wanted[key])) return [];
	await changeProgramme(tx, { ...at, ...wanted });
	return ['programme_changed'];
}

/** Rounds that were not asked yet follow the day; a year's round follows the grading. */
async function planAgain(
	tx: Transaction,
	at: CasePlace,
	{ wanted, before, timeZone }: { wanted: WantedChange; before: string; timeZone: string }
): Promise<void> {
	const { interventionOn, facts } = wanted;
	const known = await findPlanned(tx, at);
	// a case that was set up without the schedule keeps its own rounds
	if (known.length === 0) return;
	const rounds = plannedRounds(interventionOn, { timeZone, gradedHigh: facts.gradedHigh });
	for (const round of rounds) {
		const isThere = known.some(({ point }) => point === round.point);
		if (!isThere && round.point === 'T365') await addRound(tx, at, { ...round, state: 'planned' });
		const isCancelled = known.some(
			({ point, state }) => point === round.point && state === 'cancelled'
		);
		const isBack = round.point === 'T365' && isCancelled;
		if (isThere && (isBack || before !== interventionOn)) await moveRound(tx, { ...at, ...round });
	}
	if (!facts.gradedHigh) await cancelRound(tx, { ...at, point: 'T365' });
}

function changed(
	before: CaseFacts,
	{ wanted, made, timeZone }: { wanted: WantedChange; made: readonly MadeOrder[]; timeZone: string }
): CaseFacts {
	const { conferenceOn, ...facts } = wanted.facts;
	// what was not touched keeps its exact moment
	const isSameDay = conferenceOn === conferenceOf(before, timeZone);
	const until = conferenceOn === null ? null : yearAfter(conferenceOn);
	return caseFacts.parse({
		...before,
		...facts,
		maracUntil: isSameDay ? before.maracUntil : until,
		orderTerms: {
			...before.orderTerms,
			...Object.fromEntries(
				made.map(({ id, noContact, noContactChildren }) => [id, { noContact, noContactChildren }])
			)
		}
	});
}
