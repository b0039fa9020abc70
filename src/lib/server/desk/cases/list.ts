import {
	lanesWorkedAs,
	lanesWorkedBy,
	relationTo,
	type CaseRow,
	type CasesView
} from '#lib/domain/access/index.ts';
import { databaseNow, withAgency } from '#lib/server/platform/db/client.ts';
import type { Desk, Staff } from '../access/index.ts';
import { findOpenLanes, findOwnCases, findTimes } from './store.ts';

const PAGE = 50;

type OpenLanes = Awaited<ReturnType<typeof findOpenLanes>>;
type OwnCase = Awaited<ReturnType<typeof findOwnCases>>[number];

/**
 * The cases of this person by reference, 50 a page; null for who never reaches one. `after` is the
 * cursor of the page before: a reference, which chooses where to go on and never what one may see.
 */
export async function list(
	desk: Desk,
	staff: Staff,
	{ after }: { after: string | null }
): Promise<CasesView | null> {
	if (lanesWorkedBy(staff.role).length === 0) return null;
	const { agencyId } = staff;
	return withAgency(desk.db, agencyId, async (tx) => {
		const found = await findOwnCases(tx, staff, { after, most: PAGE + 1 });
		const rows = found.slice(0, PAGE);
		const caseIds = rows.map(({ caseId }) => caseId);
		const hasAny = caseIds.length > 0;
		const lanes = hasAny ? await findOpenLanes(tx, { agencyId, caseIds }) : [];
		const times = hasAny ? await findTimes(tx, { agencyId, caseIds }) : null;
		return {
			cases: rows.map(({ team, ...row }) => ({
				...row,
				concern: concernOf({ team, ...row }, { lanes, staff }),
				lastAnsweredAt: times?.answered.get(row.caseId) ?? null,
				nextDueAt: times?.due.get(row.caseId) ?? null
			})),
			next: found.length > PAGE ? (rows.at(-1)?.reference ?? null) : null,
			isFirstPage: after === null,
			now: await databaseNow(tx)
		};
	});
}

/** The most severe lane that this person works: another would tell what may not be read. */
function concernOf(
	{ team, caseId }: OwnCase,
	{ lanes, staff }: { lanes: OpenLanes; staff: Staff }
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
