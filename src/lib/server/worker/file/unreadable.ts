import { unreadable } from '#lib/domain/rules/index.ts';
import { onceKey, onceMac } from '#lib/server/platform/crypto/kdf.ts';
import { databaseNow, type Transaction } from '#lib/server/platform/db/client.ts';
import type { OpenedCase } from '../case/index.ts';
import { file } from './index.ts';

/**
 * Something was saved, in a draft of hers or in a talk, that nobody can open: a person has to ask her.
 * Once for each version.
 */
export async function fileAsUnreadable(
	tx: Transaction,
	{ row, found }: { row: { id: string; version: number }; found: OpenedCase }
): Promise<void> {
	const key = onceKey(found.boxKey);
	await file(tx, {
		found,
		flags: [unreadable({ conflict: false })],
		revision: null,
		now: await databaseNow(tx),
		supportOnly: false,
		wish: null,
		once: (code) => onceMac(key, row.id, row.version, code)
	});
}
