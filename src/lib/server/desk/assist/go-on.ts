import type { Opening } from '#lib/domain/questionnaire/index.ts';
import { isAlone, takenUpAgain } from '#lib/domain/talk/index.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import type { Desk } from '../access/index.ts';
import { findCaseKey } from '../keys/index.ts';
import { openState, sealState } from './state.ts';
import { saveTalk, type TalkRow } from './store.ts';

/**
 * Goes on with an open talk, if it is her, she is alone and agrees, as when it began. False where
 * any of that is not so any more: then it has to end.
 */
export async function goOn(
	tx: Transaction,
	{ desk, row, opening }: { desk: Desk; row: TalkRow; opening: Opening }
): Promise<boolean> {
	if (!('AM6' in opening) || opening.AM6 === 'no') return false;
	const state = await openState(await desk.keys.caseKey(tx, row), row);
	if (!isAlone(state)) return false;
	if (!row.isIdle) return true;
	const caseKey = await findCaseKey(tx, row);
	if (!caseKey) throw new Error('a case without a key');
	const { agencyId, id: talkId, version } = row;
	const place = { ...row, version: version + 1, publicKey: caseKey.publicKey };
	const sealed = await sealState(takenUpAgain(state, opening), place);
	const at = { agencyId, talkId, version };
	const saved = await saveTalk(tx, { ...at, sealed, due: 'unchanged', fileAfterMinutes: 0 });
	if (!saved) throw new Error('saved by somebody else, although it is locked');
	return true;
}
