import {
	and,
	eq,
	exists,
	inArray,
	isNotNull,
	isNull,
	or,
	sql,
	type SQL,
	type SQLWrapper
} from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { CaseFilter, CaseScope, CaseSort } from '#lib/domain/case/index.ts';
import type { StaffId, UnitId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import {
	caseTable,
	checkIn,
	concernLane,
	staff as staffTable,
	unit
} from '#lib/server/platform/db/schema/index.ts';
import type { Staff } from '../../access/index.ts';
import { ofItsUnit, teamColumns, worksIn } from '../../access/store.ts';
import { isAway } from '../store.ts';
import type { Cursor } from './cursor.ts';

const officer = alias(staffTable, 'officer');
const deputy = alias(staffTable, 'deputy');

/** Units that this person supervises. */
export async function findOwnUnits(
	tx: Transaction,
	{ agencyId, staffId, role }: Staff
): Promise<UnitId[]> {
	if (role !== 'supervisor') return [];
	const found = await tx
		.select({ id: unit.id })
		.from(unit)
		.where(and(eq(unit.agencyId, agencyId), eq(unit.supervisorId, staffId)));
	return found.map(({ id }) => id);
}

/** A reference as it is searched; the database decides, as it does for what is stored. */
export async function searchKey(tx: Transaction, typed: string): Promise<string> {
	const [row] = await tx.execute<{ key: string }>(
		sql`select upper(regexp_replace(${typed}::text, '[^[:alnum:]]', '', 'g')) as key`
	);
	return row?.key ?? '';
}

/** The last sign that there is: everything that begins with a key lies below key and it. */
const LAST = '\u{10FFFF}';

/**
 * Begins or ends with the key, over the two indexes. Ranges and not `like`: a plan for a pattern that
 * is not known yet could not use them, and nothing in a key would have to be escaped.
 */
function fits(key: string): SQL | undefined {
	const turned = [...key].toReversed().join('');
	return or(
		sql`(${caseTable.referenceKey} ~>=~ ${key} and ${caseTable.referenceKey} ~<~ ${key + LAST})`,
		sql`(reverse(${caseTable.referenceKey}) ~>=~ ${turned}
			and reverse(${caseTable.referenceKey}) ~<~ ${turned + LAST})`
	);
}

/**
 * The cases within reach, as the columns of one table: `worksIn` asks the unit too, which no index of
 * `case` could help with. It still stands beside this in every query.
 */
function within(staff: Staff, scope: CaseScope, unitIds: readonly UnitId[]): SQL | undefined {
	const { staffId, role, organisationId } = staff;
	const isOfficer = or(
		eq(caseTable.responsibleOfficerId, staffId),
		eq(caseTable.deputyOfficerId, staffId)
	);
	if (role === 'support_worker') {
		const isWorker = eq(caseTable.supportWorkerId, staffId);
		const isOfNobody = and(
			isNull(caseTable.supportWorkerId),
			eq(caseTable.supportOrganisationId, organisationId)
		);
		return scope === 'mine' ? isWorker : or(isWorker, isOfNobody);
	}
	if (scope === 'mine' || unitIds.length === 0) return isOfficer;
	return or(isOfficer, inArray(caseTable.unitId, [...unitIds]));
}

const openRound = sql`${checkIn.state} in ('planned', 'offered', 'started')`;
const ofCase = and(eq(checkIn.agencyId, caseTable.agencyId), eq(checkIn.caseId, caseTable.id));

function filtered(tx: Transaction, { filter, awayIds }: Look, staff: Staff): SQL | undefined {
	const isOpen = isNull(caseTable.closedAt);
	const rounds = (more?: SQL) =>
		tx
			.select({ one: sql`1` })
			.from(checkIn)
			.where(and(ofCase, openRound, more));
	switch (filter) {
		case 'all':
			return undefined;
		case 'closed':
			return isNotNull(caseTable.closedAt);
		case 'overdue':
			return and(isOpen, exists(rounds(sql`${checkIn.dueAt} < heard_now()`)));
		case 'unplanned':
			return and(isOpen, sql`not exists ${rounds()}`);
		case 'unmanned':
			return and(isOpen, inArray(caseTable.responsibleOfficerId, [...awayIds]));
		case 'concern':
			return and(
				isOpen,
				exists(
					tx
						.select({ one: sql`1` })
						.from(concernLane)
						.where(
							and(
								eq(concernLane.agencyId, caseTable.agencyId),
								eq(concernLane.caseId, caseTable.id),
								sql`${concernLane.state} <> 'closed'`,
								workedLane(staff)
							)
						)
				)
			);
		default:
			return isOpen;
	}
}

/** Whoever leads a case is its officer and does not see its lane `supervisor`. */
function workedLane({ role, staffId }: Staff): SQL {
	if (role === 'support_worker') return sql`${concernLane.lane} = 'support'`;
	const isOfficer = sql`(${caseTable.responsibleOfficerId} = ${staffId}
		or ${caseTable.deputyOfficerId} = ${staffId})`;
	return role === 'supervisor'
		? sql`(${concernLane.lane} = 'police'
			or (${concernLane.lane} = 'supervisor' and ${isOfficer} is not true))`
		: sql`${concernLane.lane} = 'police'`;
}

export type Look = {
	key: string;
	scope: CaseScope;
	filter: CaseFilter;
	sort: CaseSort;
	after: Cursor | null;
	unitIds: readonly UnitId[];
	/** Officers who are not on duty now. */
	awayIds: readonly StaffId[];
};

/**
 * One page of the cases within reach. The page is cut before anybody's name is looked up: nobody knows
 * how many cases somebody has, and the database would look up those of all of them.
 */
export function findCases(tx: Transaction, staff: Staff, look: Look & { most: number }) {
	// in microseconds: a Date would lose what decides between two rows
	const dueAt = sql<string | null>`(
		select (extract(epoch from min(${checkIn.dueAt})) * 1000000)::bigint::text
		from ${checkIn} where ${ofCase} and ${openRound}
	)`;
	const { blockedIds, ...team } = teamColumns;
	const page = tx
		.select({
			caseId: caseTable.id,
			agencyId: caseTable.agencyId,
			reference: caseTable.reference,
			interventionOn: caseTable.interventionOn,
			closedAt: caseTable.closedAt,
			due: (look.sort === 'due' ? dueAt : sql<string | null>`null::text`).as('due'),
			...team,
			blockedIds: blockedIds.as('blocked_ids')
		})
		.from(caseTable)
		.innerJoin(unit, ofItsUnit)
		.where(
			and(
				eq(caseTable.agencyId, staff.agencyId),
				within(staff, look.scope, look.unitIds),
				worksIn(staff, 'any'),
				look.key === '' ? undefined : fits(look.key),
				filtered(tx, look, staff),
				look.after ? isAfter(look.after, dueAt) : undefined
			)
		)
		.orderBy(...order(look.sort, { ...caseTable, caseId: caseTable.id, due: dueAt }))
		.limit(look.most)
		.as('page');
	return tx
		.select({
			caseId: page.caseId,
			reference: page.reference,
			interventionOn: page.interventionOn,
			closedAt: page.closedAt,
			officer: officer.name,
			isOfficerAway: isAway(officer),
			deputy: deputy.name,
			isDeputyAway: isAway(deputy),
			due: page.due,
			team: {
				responsibleOfficerId: page.responsibleOfficerId,
				deputyOfficerId: page.deputyOfficerId,
				supervisorId: page.supervisorId,
				supportOrganisationId: page.supportOrganisationId,
				supportWorkerId: page.supportWorkerId,
				blockedIds: page.blockedIds
			}
		})
		.from(page)
		.innerJoin(
			officer,
			and(eq(officer.agencyId, page.agencyId), eq(officer.id, page.responsibleOfficerId))
		)
		.leftJoin(deputy, and(eq(deputy.agencyId, page.agencyId), eq(deputy.id, page.deputyOfficerId)))
		.orderBy(...order(look.sort, page));
}

type Ordered = Record<'reference' | 'interventionOn' | 'caseId' | 'due', SQLWrapper>;

function order(sort: CaseSort, { reference, interventionOn, caseId, due }: Ordered): SQL[] {
	const first = {
		reference: sql`${reference} asc`,
		intervention: sql`${interventionOn} desc`,
		due: sql`${due}::bigint asc nulls last`
	};
	return [first[sort], sql`${caseId} asc`];
}

function isAfter({ sort, at, id }: Cursor, dueAt: SQL): SQL {
	switch (sort) {
		case 'intervention':
			return sql`(${caseTable.interventionOn} <= ${at}::date
				and (${caseTable.interventionOn} < ${at}::date or ${caseTable.id} > ${id}))`;
		case 'due':
			return at === null
				? sql`(${dueAt} is null and ${caseTable.id} > ${id})`
				: sql`(${dueAt} is null or (${dueAt}::bigint, ${caseTable.id}) > (${at}::bigint, ${id}::uuid))`;
		default:
			return sql`(${caseTable.reference}, ${caseTable.id}) > (${at}, ${id}::uuid)`;
	}
}

/** Who leads a case and is not on duty now: few, so that their cases are looked for and not everybody's. */
export async function findAway(tx: Transaction, { agencyId }: Staff): Promise<StaffId[]> {
	const led = tx
		.select({ one: sql`1` })
		.from(caseTable)
		.where(
			and(
				eq(caseTable.agencyId, officer.agencyId),
				eq(caseTable.responsibleOfficerId, officer.id),
				isNull(caseTable.closedAt)
			)
		);
	const found = await tx
		.select({ id: officer.id })
		.from(officer)
		.where(and(eq(officer.agencyId, agencyId), isAway(officer), exists(led)));
	return found.map(({ id }) => id);
}

/** Open cases of these units that these officers lead. */
export async function countLedBy(
	tx: Transaction,
	staff: Staff,
	{ unitIds, officerIds }: { unitIds: readonly UnitId[]; officerIds: readonly StaffId[] }
): Promise<number> {
	const [row] = await tx
		.select({ count: sql<number>`count(*)::int` })
		.from(caseTable)
		.innerJoin(unit, ofItsUnit)
		.where(
			and(
				eq(caseTable.agencyId, staff.agencyId),
				inArray(caseTable.unitId, [...unitIds]),
				inArray(caseTable.responsibleOfficerId, [...officerIds]),
				isNull(caseTable.closedAt),
				worksIn(staff, 'any')
			)
		);
	return row?.count ?? 0;
}
