import { lanesWorkedAs, lanesWorkedBy, mayEnter, relationTo } from '#lib/domain/access/index.ts';
import {
	caseFilters,
	caseSorts,
	usualFilter,
	type CaseRow,
	type CaseScope,
	type CaseSort,
	type CasesView
} from '#lib/domain/case/index.ts';
import { databaseNow, withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import type { Desk, Staff } from '../../access/index.ts';
import * as audit from '../../audit/index.ts';
import { countChallenges } from '../closing/challenges.ts';
import { countParked } from '../parked/find.ts';
import { findOpenLanes, findTimes } from '../store.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { countLedBy, findAway, findCases, findOwnUnits, searchKey } from './store.ts';

const PAGE = 50;

/** What the address says; anything else means the head of the list of open cases. */
export type CasesLook = Partial<Record<'q' | 'scope' | 'filter' | 'sort' | 'after', string | null>>;

/** Longer than any reference. */
const LONGEST_SEARCH = 60;

/**
 * The cases of this person, 50 a page; null for who never reaches one. A search looks at closed ones
 * too unless a filter says otherwise. Which rows were shown goes on record before they are.
 */
export async function list(desk: Desk, staff: Staff, asked: CasesLook): Promise<CasesView | null> {
	if (lanesWorkedBy(staff.role).length === 0) return null;
	return withAgency(desk.db, staff.agencyId, (tx) => find(tx, staff, lookOf(staff, asked)));
}

function lookOf({ role }: Staff, asked: CasesLook) {
	// the database takes no NUL, and no reference has one
	const q = (asked.q ?? '').replaceAll('\0', ' ').trim().slice(0, LONGEST_SEARCH);
	const sort: CaseSort = caseSorts.find((one) => one === asked.sort) ?? 'reference';
	const hasScopes = role !== 'officer';
	const scope: CaseScope = !hasScopes || asked.scope === 'mine' ? 'mine' : 'all';
	const filter = caseFilters.find((one) => one === asked.filter) ?? usualFilter(q);
	return { q, sort, scope, filter, hasScopes, after: readCursor(asked.after ?? null, sort) };
}

async function find(
	tx: Transaction,
	staff: Staff,
	{ q, hasScopes, ...look }: ReturnType<typeof lookOf>
): Promise<CasesView> {
	const { agencyId } = staff;
	const unitIds = await findOwnUnits(tx, staff);
	const isSupervisor = unitIds.length > 0;
	const awayIds = isSupervisor || look.filter === 'unmanned' ? await findAway(tx, staff) : [];
	const key = q === '' ? '' : await searchKey(tx, q);
	// letters and digits are searched: a search for none of them finds nothing
	const isHopeless = q !== '' && key === '';
	const found = isHopeless
		? []
		: await findCases(tx, staff, { ...look, key, unitIds, awayIds, most: PAGE + 1 });
	const rows = found.slice(0, PAGE);
	const caseIds = rows.map(({ caseId }) => caseId);
	const hasAny = caseIds.length > 0;
	const lanes = hasAny ? await findOpenLanes(tx, { agencyId, caseIds }) : [];
	const times = hasAny ? await findTimes(tx, { agencyId, caseIds }) : null;
	const last = found.length > PAGE ? rows.at(-1) : undefined;
	const view: CasesView = {
		cases: rows.map((row) => ({
			caseId: row.caseId,
			reference: row.reference,
			interventionOn: row.interventionOn,
			officer: row.officer,
			isOfficerAway: row.isOfficerAway,
			deputyOnDuty: row.isOfficerAway && !row.isDeputyAway ? row.deputy : null,
			isClosed: row.closedAt !== null,
			concern: concernOf(row, { lanes, staff }),
			lastAnsweredAt: times?.answered.get(row.caseId) ?? null,
			nextDueAt: times?.due.get(row.caseId) ?? null
		})),
		look: { q, scope: look.scope, filter: look.filter, sort: look.sort },
		hasScopes,
		unmanned:
			isSupervisor && awayIds.length > 0
				? await countLedBy(tx, staff, { unitIds, officerIds: awayIds })
				: 0,
		parked: await countParked(tx, staff),
		challenged: await countChallenges(tx, staff),
		mayMake: mayEnter(staff.role, '/desk/cases/new'),
		next: last ? writeCursor(cursorOf(last, look.sort)) : null,
		isFirstPage: look.after === null,
		now: await databaseNow(tx)
	};
	await audit.append(tx, agencyId, {
		event: 'cases.shown',
		by: staff.staffId,
		purpose: staff.role === 'supervisor' ? 'supervise' : 'work_case',
		rows: caseIds,
		filter: look.filter,
		searched: q !== ''
	});
	return view;
}

type Row = Awaited<ReturnType<typeof findCases>>[number];

function cursorOf({ caseId, reference, interventionOn, due }: Row, sort: CaseSort) {
	const at = { reference, intervention: interventionOn, due }[sort];
	return { sort, at, id: caseId };
}

/** The most severe lane that this person works: another would tell what may not be read. */
function concernOf(
	{ team, caseId }: Row,
	{ lanes, staff }: { lanes: Awaited<ReturnType<typeof findOpenLanes>>; staff: Staff }
): CaseRow['concern'] {
	const relation = relationTo(team, staff);
	const worked = relation ? lanesWorkedAs(relation) : [];
	const [first] = lanes
		.filter((one) => one.caseId === caseId && worked.includes(one.lane))
		.toSorted((a, b) => b.severityRank - a.severityRank);
	if (!first) return null;
	const { concernId, lane, severity, state } = first;
	return { concernId, lane, severity, state };
}
