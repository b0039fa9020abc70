import { flagId } from '#lib/domain/ids.ts';
import { judged } from '#lib/domain/rules/index.ts';
import { findNotes, textOf } from '#lib/server/desk/notes/index.ts';
import { databaseNow, type Transaction } from '#lib/server/platform/db/client.ts';
import { append } from '../audit/store.ts';
import { orAside, type Aside } from '../aside.ts';
import type { Bench } from '../bench.ts';
import { openCase, type OpenedCase } from '../case/index.ts';
import { file } from '../file/index.ts';
import { claimJudgement, markFiled, type JudgementRow } from './store.ts';

/**
 * Files what somebody raised by judgement (F-JUDGE) like any other flag: in its lanes, with clocks,
 * once. The flag has the id of the judgement, so a second filing meets the first. False when none waits.
 */
export function fileNextJudgement(bench: Bench, aside: Aside): Promise<boolean> {
	return orAside(aside, (isClaimed) =>
		bench.db.transaction(async (tx) => {
			const row = await claimJudgement(tx, aside);
			if (!row) return false;
			isClaimed(row.id);
			const found = await openCase(tx, bench, row);
			const flag = judged({ ...row, reason: await reasonOf(tx, found, row) });
			const id = flagId.parse(row.id);
			const concern = await file(tx, {
				found,
				flags: [flag],
				revision: null,
				now: await databaseNow(tx),
				supportOnly: false,
				wish: null,
				judged: { by: row.by, id }
			});
			if (!concern) throw new Error('a judgement was filed under no concern');
			if (!(await markFiled(tx, { ...row, flagId: id }))) throw new Error('filed meanwhile');
			await append(tx, row.agencyId, { event: 'judgement.filed', judgement: row.id, concern });
			return true;
		})
	);
}

/** What was written; null when it is gone or does not open. The flag must not wait for that. */
async function reasonOf(
	tx: Transaction,
	{ key }: OpenedCase,
	{ agencyId, caseId, noteId }: JudgementRow
): Promise<string | null> {
	const at = { agencyId, caseId };
	const [note] = await findNotes(tx, { ...at, ids: [noteId] });
	if (!key || !note) return null;
	return textOf(key, at, note).catch(() => null);
}
