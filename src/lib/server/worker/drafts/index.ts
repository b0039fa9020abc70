import { v7 as uuid } from 'uuid';
import type { z } from 'zod';
import { draftState, type DraftState } from '#lib/domain/draft.ts';
import { revisionId } from '#lib/domain/ids.ts';
import { answersToSend, CONSENT_VERSION } from '#lib/domain/questionnaire/index.ts';
import type { sealedResponse } from '#lib/domain/response.ts';
import { aad } from '#lib/server/platform/crypto/aad.ts';
import { openBox } from '#lib/server/platform/crypto/box.ts';
import { labels } from '#lib/server/platform/crypto/labels.ts';
import { openDraftKey, type OpeningKey } from '#lib/server/platform/crypto/open/index.ts';
import { unpad } from '#lib/server/platform/crypto/padding.ts';
import { sealRevision } from '#lib/server/platform/crypto/seal/index.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { append } from '../audit/store.ts';
import { orAside, type Aside } from '../aside.ts';
import type { Bench } from '../bench.ts';
import { openCase } from '../case/index.ts';
import { fileAsUnreadable } from '../file/unreadable.ts';
import { addUnsent, claimDraft, markFiled, type DraftRow } from './store.ts';

/**
 * Takes over one draft that is due: 30 minutes after its last saved page, at once after "I am in
 * danger now", or because another sending was quicker. It becomes an `unsent` revision and stays
 * hers to go on with. False when none is due.
 */
export function fileNextDraft(bench: Bench, aside: Aside): Promise<boolean> {
	return orAside(aside, (isClaimed) =>
		bench.db.transaction(async (tx) => {
			const row = await claimDraft(tx, aside);
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

type Claimed = NonNullable<DraftRow>;

async function open(key: OpeningKey, row: Claimed): Promise<DraftState | null> {
	const { agencyId, caseId, responseId, id, linkId, version, questionnaireVersion } = row;
	try {
		const draftKey = await openDraftKey({
			key,
			sealed: row.keySealed,
			agencyId,
			caseId,
			responseId,
			draftId: id,
			questionnaireVersion
		});
		const place = aad(labels.draft, agencyId, linkId, id, version);
		return draftState.parse(unpad(openBox(draftKey, row.stateBox, place)));
	} catch {
		return null;
	}
}

async function fileRevision(
	tx: Transaction,
	{ row, state, publicKey }: { row: Claimed; state: DraftState; publicKey: Uint8Array }
): Promise<void> {
	const { agencyId, caseId, responseId, linkId, questionnaireVersion } = row;
	const id = revisionId.parse(uuid());
	const content: z.input<typeof sealedResponse> = {
		answers: answersToSend(state.course, state.facts),
		facts: state.facts,
		language: state.language,
		mode: 'self',
		secondsOnForm: state.course.seconds,
		consentVersion: CONSENT_VERSION
	};
	const isNew = await addUnsent(tx, {
		agencyId,
		id,
		responseId,
		caseId,
		linkId,
		questionnaireVersion,
		draftId: row.id,
		draftVersion: row.version,
		savedAt: row.savedAt,
		sealed: await sealRevision({
			publicKey,
			agencyId,
			caseId,
			responseId,
			revisionId: id,
			questionnaireVersion,
			content
		})
	});
	if (isNew) await append(tx, agencyId, { event: 'draft.filed', draft: row.id, revision: id });
}
