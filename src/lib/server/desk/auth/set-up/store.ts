import { and, eq, isNull, sql } from 'drizzle-orm';
import type { AgencyId, StaffId } from '#lib/domain/ids.ts';
import type { Runner, Transaction } from '#lib/server/platform/db/client.ts';
import { setupLink } from '#lib/server/platform/db/schema/index.ts';
import type { LinkPurpose } from './make-link.ts';

type Person = { agencyId: AgencyId; staffId: StaffId };

const isLive = sql`(${setupLink.usedAt} is null and ${setupLink.expiresAt} > heard_now())`;

/** Of one person only the newest link works. */
export async function endLinks(tx: Transaction, { agencyId, staffId }: Person): Promise<void> {
	await tx
		.update(setupLink)
		.set({ expiresAt: sql`heard_now()` })
		.where(and(eq(setupLink.agencyId, agencyId), eq(setupLink.staffId, staffId), isLive));
}

export async function addLink(
	tx: Transaction,
	{
		hours,
		...row
	}: Person & { hash: Uint8Array; purpose: LinkPurpose; madeBy: StaffId | null; hours: number }
): Promise<Date> {
	const [made] = await tx
		.insert(setupLink)
		.values({ ...row, expiresAt: sql`heard_now() + ${hours} * interval '1 hour'` })
		.returning({ expiresAt: setupLink.expiresAt });
	if (!made) throw new Error('the link was not made');
	return made.expiresAt;
}

export type FoundLink = Person & { purpose: LinkPurpose };

/** Before the agency is known: the hash is keyed and nobody can guess a token. */
export async function findLink(db: Runner, hash: Uint8Array): Promise<FoundLink | null> {
	const [found] = await db
		.select({
			agencyId: setupLink.agencyId,
			staffId: setupLink.staffId,
			purpose: setupLink.purpose
		})
		.from(setupLink)
		.where(and(eq(setupLink.hash, hash), isLive));
	return found ?? null;
}

/** False when somebody was quicker: a link is used once. */
export async function useLink(
	tx: Transaction,
	{ agencyId, hash }: { agencyId: AgencyId; hash: Uint8Array }
): Promise<boolean> {
	const used = await tx
		.update(setupLink)
		.set({ usedAt: sql`heard_now()` })
		.where(
			and(
				eq(setupLink.hash, hash),
				eq(setupLink.agencyId, agencyId),
				isNull(setupLink.usedAt),
				isLive
			)
		);
	return used.count === 1;
}
