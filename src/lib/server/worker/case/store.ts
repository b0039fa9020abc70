import { and, asc, eq, sql } from 'drizzle-orm';
import type { AgencyId, CaseId, StaffId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import {
	agencyTable,
	caseFacts,
	caseKey,
	caseTable,
	checkIn,
	order,
	organisation,
	programme,
	staff,
	unit
} from '#lib/server/platform/db/schema/index.ts';

/** Who must never see the case: they are routed nothing of it, whatever place they still hold. */
const blockedIds = sql<StaffId[]>`array(
	select block.staff_id from case_block block
	where block.agency_id = ${caseTable.agencyId} and block.case_id = ${caseTable.id}
		and block.lifted_at is null
)`;

/** The case with everybody and everything that rules and lanes need, in one row. */
export async function readCase(
	tx: Transaction,
	{ agencyId, caseId }: { agencyId: AgencyId; caseId: CaseId }
) {
	const [found] = await tx
		.select({
			agencyId: caseTable.agencyId,
			caseId: caseTable.id,
			officerId: caseTable.responsibleOfficerId,
			deputyId: caseTable.deputyOfficerId,
			supportOrganisationId: caseTable.supportOrganisationId,
			supportWorkerId: caseTable.supportWorkerId,
			supervisorId: unit.supervisorId,
			blockedIds,
			officerLanguages: staff.languages,
			supportConfidential: organisation.confidential,
			settings: agencyTable.deskSettings,
			intakeSettings: agencyTable.intakeSettings,
			factsVersion: caseFacts.version,
			factsSealed: caseFacts.sealed,
			casePublicKey: caseKey.publicKey,
			casePrivateSealed: caseKey.privateSealed,
			agencyKeyNumber: caseKey.agencyKeyNumber
		})
		.from(caseTable)
		.innerJoin(agencyTable, eq(agencyTable.id, caseTable.agencyId))
		.innerJoin(unit, and(eq(unit.agencyId, caseTable.agencyId), eq(unit.id, caseTable.unitId)))
		.innerJoin(
			staff,
			and(eq(staff.agencyId, caseTable.agencyId), eq(staff.id, caseTable.responsibleOfficerId))
		)
		.leftJoin(
			organisation,
			and(
				eq(organisation.agencyId, caseTable.agencyId),
				eq(organisation.id, caseTable.supportOrganisationId)
			)
		)
		.leftJoin(
			caseFacts,
			and(eq(caseFacts.agencyId, caseTable.agencyId), eq(caseFacts.caseId, caseTable.id))
		)
		.leftJoin(
			caseKey,
			and(eq(caseKey.agencyId, caseTable.agencyId), eq(caseKey.caseId, caseTable.id))
		)
		.where(and(eq(caseTable.agencyId, agencyId), eq(caseTable.id, caseId)));
	if (!found) throw new Error('a revision without a case');
	return found;
}

export type CaseRow = Awaited<ReturnType<typeof readCase>>;

export type CasePlace = { agencyId: AgencyId; caseId: CaseId };

/**
 * One assessment of a case at a time: the concern, its lanes and its flags are written as a whole.
 * Rows of a table on which intake has no right at all: an advisory lock could be held by anybody
 * with its login, and the answers of the case would wait. The order of locks everywhere: what was
 * claimed (revision, draft, link), the case's check-ins by id, its concern, the head of the audit.
 */
export async function lockCase(tx: Transaction, { agencyId, caseId }: CasePlace): Promise<void> {
	await tx
		.select({ id: checkIn.id })
		.from(checkIn)
		.where(and(eq(checkIn.agencyId, agencyId), eq(checkIn.caseId, caseId)))
		.orderBy(asc(checkIn.id))
		// a link that is being issued for one of them need not wait
		.for('no key update');
}

export function readOrders(tx: Transaction, { agencyId, caseId }: CasePlace) {
	return tx
		.select()
		.from(order)
		.where(and(eq(order.agencyId, agencyId), eq(order.caseId, caseId)));
}

export async function readProgramme(tx: Transaction, { agencyId, caseId }: CasePlace) {
	const [found] = await tx
		.select()
		.from(programme)
		.where(and(eq(programme.agencyId, agencyId), eq(programme.caseId, caseId)));
	return found ?? null;
}
