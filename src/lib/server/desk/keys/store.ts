import { and, desc, eq } from 'drizzle-orm';
import type { AgencyId, CaseId } from '#lib/domain/ids.ts';
import type {
	AgencyKeyRow,
	BoxKeyRow,
	CaseKeyRow
} from '#lib/server/platform/crypto/keys/index.ts';
import type { Runner } from '#lib/server/platform/db/client.ts';
import { agencyKey, boxKey, caseKey } from '#lib/server/platform/db/schema/index.ts';

export async function findAgencyKey(
	db: Runner,
	{ agencyId, number }: { agencyId: AgencyId; number: number }
): Promise<AgencyKeyRow | null> {
	const [found] = await db
		.select()
		.from(agencyKey)
		.where(and(eq(agencyKey.agencyId, agencyId), eq(agencyKey.number, number)));
	return found ?? null;
}

/** The newest pair: new case keys are sealed to it. */
export async function findNewestAgencyKey(
	db: Runner,
	agencyId: AgencyId
): Promise<AgencyKeyRow | null> {
	const [found] = await db
		.select()
		.from(agencyKey)
		.where(eq(agencyKey.agencyId, agencyId))
		.orderBy(desc(agencyKey.number))
		.limit(1);
	return found ?? null;
}

export async function findBoxKey(db: Runner, agencyId: AgencyId): Promise<BoxKeyRow | null> {
	const [found] = await db
		.select()
		.from(boxKey)
		.where(eq(boxKey.agencyId, agencyId))
		.orderBy(desc(boxKey.number))
		.limit(1);
	return found ?? null;
}

export async function findCaseKey(
	db: Runner,
	{ agencyId, caseId }: { agencyId: AgencyId; caseId: CaseId }
): Promise<CaseKeyRow | null> {
	const [found] = await db
		.select()
		.from(caseKey)
		.where(and(eq(caseKey.agencyId, agencyId), eq(caseKey.caseId, caseId)));
	return found ?? null;
}
