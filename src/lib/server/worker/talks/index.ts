import { v7 as uuid } from 'uuid';
import { revisionId } from '#lib/domain/ids.ts';
import { assess } from '#lib/domain/rules/index.ts';
import {
	haltOf,
	hasTold,
	revisionOf,
	talkState,
	toldIn,
	type TalkState
} from '#lib/domain/talk/index.ts';
import { onceKey, onceMac } from '#lib/server/platform/crypto/kdf.ts';
import * as tasks from '#lib/server/desk/tasks/index.ts';
import { openTalk, type OpeningKey } from '#lib/server/platform/crypto/open/index.ts';
import { sealRevision } from '#lib/server/platform/crypto/seal/index.ts';
import { databaseNow, type Transaction } from '#lib/server/platform/db/client.ts';
import { append } from '../audit/store.ts';
import { orAside, type Aside } from '../aside.ts';
import type { Bench } from '../bench.ts';
import { openCase, type OpenedCase } from '../case/index.ts';
import { file } from '../file/index.ts';
import { fileAsUnreadable } from '../file/unreadable.ts';
import { addUnsent, claimTalk, isFiled, markFiled, type TalkRow } from './store.ts';

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
			const publicKey = found.row.casePublicKey;
			if (!state || !publicKey) await fileAsUnreadable(tx, { row, found });
			else if (hasTold(state)) await fileRevision(tx, { row, state, publicKey });
			else await fileNoticed(tx, { row, state, found });
			if (state && haltOf(toldIn(state)) === 'handover') {
				const { supportWorkerId } = found.row;
				await tasks.handOver(tx, { ...row, supportWorkerId }, found.boxKey);
			}
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

/**
 * Nobody was asked anything yet, but the worker noticed something. That is raised once, like an
 * event: a revision would stand for an answer, in her measures and in place of what she said before.
 */
async function fileNoticed(
	tx: Transaction,
	{ row, state, found }: { row: TalkRow; state: TalkState; found: OpenedCase }
): Promise<void> {
	const { agencyId, id } = row;
	const content = revisionOf(state, { by: row.staffId, isWhole: false });
	const { answers, facts, mode, observations } = content;
	const now = await databaseNow(tx);
	const { flags } = assess({ answers, facts, mode, observations, now: now.toISOString() });
	const key = onceKey(found.boxKey);
	const once = (code: string) => onceMac(key, id, code);
	const known = await Promise.all(
		flags.map(({ code }) => isFiled(tx, { agencyId, mac: once(code) }))
	);
	const concern = await file(tx, {
		found,
		flags: flags.filter((_, place) => !known[place]),
		revision: null,
		now,
		supportOnly: answers.CN1 === 'support',
		wish: null,
		once
	});
	if (concern) await append(tx, agencyId, { event: 'talk.filed', talk: id, revision: null });
}
