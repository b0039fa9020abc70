import { and, asc, eq, inArray, isNull, max } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import {
	caseTable,
	responseRevision,
	staff as staffTable,
	unit
} from '#lib/server/platform/db/schema/index.ts';
import type { Staff } from '../../../access/index.ts';
import { ofItsUnit, worksIn } from '../../../access/store.ts';

const owner = alias(staffTable, 'owner');

/** What came and has not been assessed, oldest first. Nothing sealed is read. */
export function findArrived(tx: Transaction, staff: Staff, most: number) {
	return tx
		.select({
			revisionId: responseRevision.id,
			caseId: caseTable.id,
			reference: caseTable.reference,
			savedAt: responseRevision.savedAt,
			ownerId: owner.id,
			ownerName: owner.name
		})
		.from(responseRevision)
		.innerJoin(
			caseTable,
			and(
				eq(caseTable.agencyId, responseRevision.agencyId),
				eq(caseTable.id, responseRevision.caseId)
			)
		)
		.innerJoin(unit, ofItsUnit)
		.leftJoin(owner, and(eq(owner.agencyId, caseTable.agencyId), eq(owner.id, ownerOf(staff))))
		.where(
			and(
				eq(responseRevision.agencyId, staff.agencyId),
				isNull(responseRevision.assessedAt),
				worksIn(staff, 'any')
			)
		)
		.orderBy(asc(responseRevision.savedAt), asc(responseRevision.id))
		.limit(most);
}

const ownerOf = ({ role }: Staff) =>
	role === 'support_worker' ? caseTable.supportWorkerId : caseTable.responsibleOfficerId;

/** When the last answers came in, over all cases of this person. */
export async function findLastCheckIn(tx: Transaction, staff: Staff): Promise<Date | null> {
	const cases = tx
		.select({ id: caseTable.id })
		.from(caseTable)
		.innerJoin(unit, ofItsUnit)
		.where(and(eq(caseTable.agencyId, staff.agencyId), worksIn(staff, 'any')));
	const [found] = await tx
		.select({ at: max(responseRevision.savedAt) })
		.from(responseRevision)
		.where(
			and(
				eq(responseRevision.agencyId, staff.agencyId),
				eq(responseRevision.kind, 'sent'),
				inArray(responseRevision.caseId, cases)
			)
		);
	return found?.at ?? null;
}
