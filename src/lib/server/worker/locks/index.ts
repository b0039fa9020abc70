import { assess } from '#lib/domain/rules/index.ts';
import { onceKey, onceMac } from '#lib/server/platform/crypto/kdf.ts';
import { databaseNow } from '#lib/server/platform/db/client.ts';
import { append } from '../audit/store.ts';
import { orAside, type Aside } from '../aside.ts';
import type { Bench } from '../bench.ts';
import { openCase } from '../case/index.ts';
import { file } from '../file/index.ts';
import { claimLockedLink, lockLink } from './store.ts';

/**
 * Five wrong codes: somebody who has the address does not have the code. The link is locked, and
 * somebody asks her in person (F-COERCED), once. False when no link is out of tries.
 */
export function lockNextLink(bench: Bench, aside: Aside): Promise<boolean> {
	return orAside(aside, (isClaimed) =>
		bench.db.transaction(async (tx) => {
			const link = await claimLockedLink(tx, aside);
			if (!link) return false;
			isClaimed(link.id);
			const found = await openCase(tx, bench, link);
			const now = await databaseNow(tx);
			const { flags } = assess({
				mode: 'event',
				now: now.toISOString(),
				observations: { pinLocked: true }
			});
			const key = onceKey(found.boxKey);
			const concern = await file(tx, {
				found,
				flags,
				revision: null,
				now,
				supportOnly: false,
				wish: null,
				once: (code) => onceMac(key, link.id, code)
			});
			await lockLink(tx, link);
			if (concern) {
				await append(tx, link.agencyId, { event: 'link.locked', link: link.id, concern });
			}
			return true;
		})
	);
}
