import type { Relation } from '#lib/domain/access/index.ts';
import { caseId as caseIdOf } from '#lib/domain/ids.ts';
import { withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import { deny, reach, type Desk, type Staff } from '../../access/index.ts';
import type { CasePlace } from '../facts.ts';
import { lockCase } from './store.ts';

export const PAGE = '/desk/cases/[id]';

export type Here = {
	tx: Transaction;
	at: CasePlace;
	relation: Relation;
	row: NonNullable<Awaited<ReturnType<typeof lockCase>>>;
};

/**
 * Does something about the closing of a case, which is locked meanwhile. Null for who does not reach
 * it as one of `as`, as for a case that is not there.
 */
export async function atCase<Result>(
	desk: Desk,
	staff: Staff,
	{
		caseId,
		as,
		route = PAGE
	}: {
		caseId: string;
		as: readonly Relation[];
		route?: typeof PAGE | '/desk/cases/[id]/close';
	},
	work: (here: Here) => Promise<Result>
): Promise<Result | null> {
	const parsed = caseIdOf.safeParse(caseId);
	if (!parsed.success) return null;
	return withAgency(desk.db, staff.agencyId, async (tx) => {
		const at = { agencyId: staff.agencyId, caseId: parsed.data };
		const relation = await reach(tx, staff, at.caseId);
		const row = relation && as.includes(relation) ? await lockCase(tx, at) : null;
		if (!relation || !row) return deny(tx, staff, { object: at.caseId, route });
		return work({ tx, at, relation, row });
	});
}
