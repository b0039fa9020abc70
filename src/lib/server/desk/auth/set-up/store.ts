import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import type { AgencyId, StaffId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { setupLink } from '#lib/server/platform/db/schema/index.ts';

/** How long a link lives. */
const LIFE = sql`interval '7 days'`;

export async function endLinks(
	tx: Transaction,
	{ agencyId, staffId }: { agencyId: AgencyId; staffId: StaffId }
): Promise<void> {
	await tx
		.update(setupLink)
		.set({ expiresAt: sql`heard_now()` })
		.where(
			and(
				eq(setupLink.agencyId, agencyId),
				eq(setupLink.staffId, staffId),
				isNull(setupLink.usedAt),
				gt(setupLink.expiresAt, sql`heard_now()`)
			)
		);
}

export async function addLink(
	tx: Transaction,
	row: Omit<typeof setupLink.$inferInsert, 'expiresAt'>
): Promise<Date> {
	const [made] = await tx
		.insert(setupLink)
		.values({ ...row, expiresAt: sql`heard_now() + ${LIFE}` })
		.returning({ expiresAt: setupLink.expiresAt });
	if (!made) throw new Error('the link was not made');
	return made.expiresAt;
}
