import { v7 as uuid } from 'uuid';
import { revisionId } from '#lib/domain/ids.ts';
import { revisionOf, talkState, type TalkState } from '#lib/domain/talk/index.ts';
import { openTalk, type OpeningKey } from '#lib/server/platform/crypto/open/index.ts';
import { sealRevision } from '#lib/server/platform/crypto/seal/index.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { append } from '../audit/store.ts';
import { orAside, type Aside } from '../aside.ts';
import type { Bench } from '../bench.ts';
import { openCase } from '../case/index.ts';
import { fileAsUnreadable } from '../file/unreadable.ts';
import { addUnsent, claimTalk, markFiled, type TalkRow } from './store.ts';

/**
 * Takes over what was saved in a talk that nobody goes on with: a while after the last save, at once
 * when it was stopped or she said that she is in danger. It stays the worker's to go on with. False
 * when none is due.
 */
export function fileNextTalk(bench: Bench, aside: Aside): Promise<boolean> {
	return orAside(aside, (isClaimed) =>
		bench.db.transaction(async (tx) => {
			const row = await claimTalk(tx, aside);
			if (!row) return false;
			isClaimed(row.id);
			const found = await openCase(tx, bench, row);
			const state = found.key && (await open(found.key, row));
			await (state && found.row.casePublicKey
				? fileRevision(tx, { row, state, publicKey: found.row.casePublicKey })
				: fileAsUnreadable(tx, { row, found }));
			await markFiled(tx, row);
			return true;
		})
	);
}

async function open(key: OpeningKey, row: TalkRow): Promise<TalkState | null> {
	const { agencyId, caseId, responseId, questionnaireVersion, version, sealed } = row;
	const place = { agencyId, caseId, responseId, talkId: row.id, questionnaireVersion, version };
	try {
		return talkState.parse(await openTalk({ key, ...place, sealed }));
	} catch {
		return null;
	}
}

async function fileRevision(
	tx: Transaction,
	{ row, state, publicKey }: { row: TalkRow; state: TalkState; publicKey: Uint8Array }
): Promise<void> {
	const { agencyId, caseId, responseId, questionnaireVersion, savedAt } = row;
	const id = revisionId.parse(uuid());
	const place = { agencyId, caseId, responseId, questionnaireVersion };
	const isNew = await addUnsent(tx, {
		...place,
		id,
		talkId: row.id,
		talkVersion: row.version,
		savedAt,
		sealed: await sealRevision({
			...place,
			publicKey,
			revisionId: id,
			content: revisionOf(state, { by: row.staffId, isWhole: false })
		})
	});
	if (isNew) await append(tx, agencyId, { event: 'talk.filed', talk: row.id, revision: id });
}
