import { staffId } from '#lib/domain/ids.ts';
import { teamScopeOf, type TeamFilter, type TeamView } from '#lib/domain/team/index.ts';
import { withAgency } from '#lib/server/platform/db/client.ts';
import type { Desk, Staff } from '../../access/index.ts';
import { findOwnUnits, findPeople } from './store.ts';

const PAGE = 50;

export const everybody: TeamFilter = { name: '', role: null, status: null };

/** The people whose accounts somebody sees, by name, 50 a page. Null for who sees none. */
export async function list(
	desk: Desk,
	staff: Staff,
	{ filter, after }: { filter: TeamFilter; after: string | null }
): Promise<TeamView | null> {
	const scope = teamScopeOf(staff.role);
	if (!scope) return null;
	const { data: from = null } = staffId.safeParse(after);
	return withAgency(desk.db, staff.agencyId, async (tx) => {
		const found = await findPeople(tx, staff, { scope, filter, after: from, most: PAGE + 1 });
		const rows = found.rows.slice(0, PAGE);
		return {
			scope,
			units: scope === 'unit' ? await findOwnUnits(tx, staff) : [],
			filter,
			rows: rows.map((row) => ({ ...row, isYou: row.staffId === staff.staffId })),
			next: found.rows.length > PAGE ? (rows.at(-1)?.staffId ?? null) : null,
			isFirstPage: found.isFirstPage
		};
	});
}
