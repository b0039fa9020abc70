import { and, eq, sql } from 'drizzle-orm';
import type { AgencyId, LinkId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { link } from '#lib/server/platform/db/schema/index.ts';
import type { Aside } from '../aside.ts';
import { besides } from '../store.ts';

/** A link that has had no tries left for ten seconds: a right fifth try is given back by then. */
export async function claimLockedLink(tx: Transaction, aside: Aside) {
	const [claimed] = await tx
		.select({ agencyId: link.agencyId, id: link.id, caseId: link.caseId })
		.from(link)
		.where(
			and(
				sql`${link.state} = 'open' and ${link.triesLeft} <= 0 and ${link.triedAt} < heard_now() - interval '10 seconds'`,
				besides(link.id, aside)
			)
		)
		.limit(1)
		.for('update', { skipLocked: true });
	return claimed ?? null;
}

export async function lockLink(
	tx: Transaction,
	{ agencyId, id }: { agencyId: AgencyId; id: LinkId }
): Promise<void> {
	await tx
		.update(link)
		.set({ state: 'locked', formFacts: null })
		.where(and(eq(link.agencyId, agencyId), eq(link.id, id)));
}
