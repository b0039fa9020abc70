import { unreadable } from '#lib/domain/rules/index.ts';
import { databaseNow, type Transaction } from '#lib/server/platform/db/client.ts';
import { append } from '../audit/store.ts';
import type { Bench } from '../bench.ts';
import { openCase } from '../case/index.ts';
import { file } from '../file/index.ts';
import { markAssessed, type RevisionRow } from './store.ts';

/** A revision that cannot be opened or assessed is never dropped: it stays at the head, critical. */
export async function fileUnreadable(
	tx: Transaction,
	bench: Bench,
	row: RevisionRow
): Promise<void> {
	const found = await openCase(tx, bench, row);
	const concern = await file(tx, {
		found,
		flags: [unreadable({ conflict: false })],
		revision: row,
		now: await databaseNow(tx),
		supportOnly: false,
		wish: null
	});
	if (!concern) throw new Error('a critical flag without a concern');
	if (!(await markAssessed(tx, row))) throw new Error('assessed by somebody else');
	await append(tx, row.agencyId, {
		event: 'revision.unreadable',
		revision: row.id,
		concern
	});
}
