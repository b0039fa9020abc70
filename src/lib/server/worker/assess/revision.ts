import { measureOf } from '#lib/domain/outcomes/measures.ts';
import { sealedResponse, type SealedResponse } from '#lib/domain/response.ts';
import { assess, type Flag } from '#lib/domain/rules/index.ts';
import { boxMeasure } from '#lib/server/platform/crypto/keys/index.ts';
import { openRevision, type OpeningKey } from '#lib/server/platform/crypto/open/index.ts';
import { databaseNow, type Transaction } from '#lib/server/platform/db/client.ts';
import { append } from '../audit/store.ts';
import type { Bench } from '../bench.ts';
import { openCase, type OpenedCase } from '../case/index.ts';
import { file } from '../file/index.ts';
import { factsFor } from './facts.ts';
import { previousOf } from './previous.ts';
import { isLatest, markAssessed, moveCheckIn, writeMeasure, type RevisionRow } from './store.ts';
import { fileUnreadable } from './unreadable.ts';

/** Opens one revision, runs the rules, and writes everything that follows from it. */
export async function assessRevision(
	tx: Transaction,
	bench: Bench,
	row: RevisionRow
): Promise<void> {
	const found = await openCase(tx, bench, row);
	const content = found.key && (await open(found.key, row));
	if (!content) return fileUnreadable(tx, bench, row);

	const now = await databaseNow(tx);
	const flags = await flagsOf(tx, { found, row, content, now });
	if (!flags) return fileUnreadable(tx, bench, row);

	const concern = await file(tx, {
		found,
		flags,
		revision: row,
		now,
		supportOnly: content.answers.CN1 === 'support',
		wish: typeof content.answers.N2 === 'string' ? content.answers.N2 : null
	});
	await remember(tx, { found, row, content });
	// somebody else was quicker: all of this is rolled back
	if (!(await markAssessed(tx, row))) throw new Error('assessed by somebody else');
	await append(tx, row.agencyId, { event: 'revision.assessed', revision: row.id, concern });
}

/** Null for whatever does not open as what it says it is. */
export async function open(key: OpeningKey, row: RevisionRow): Promise<SealedResponse | null> {
	try {
		const opened = await openRevision({
			key,
			sealed: row.sealed,
			agencyId: row.agencyId,
			caseId: row.caseId,
			responseId: row.responseId,
			revisionId: row.id,
			questionnaireVersion: row.questionnaireVersion
		});
		return sealedResponse.parse(opened);
	} catch {
		return null;
	}
}

type Read = { found: OpenedCase; row: RevisionRow; content: SealedResponse };

async function flagsOf(
	tx: Transaction,
	{ found, row, content, now }: Read & { now: Date }
): Promise<Flag[] | null> {
	const previous = await previousOf(tx, { found, row });
	const facts = await factsFor(tx, {
		found,
		responseId: row.responseId,
		previousAt: previous?.at ?? null,
		supportOnly: content.answers.CN1 === 'support',
		language: content.language,
		now
	});
	try {
		return assess({
			answers: content.answers,
			previous: previous && { ...previous, at: previous.at.toISOString() },
			facts: { ...content.facts, ...facts },
			now: now.toISOString(),
			mode: content.mode,
			observations: { secondsOnForm: content.secondsOnForm }
		}).flags;
	} catch {
		return null;
	}
}

/** The measures of the latest revision, boxed, and where the check-in stands. */
async function remember(tx: Transaction, { found, row, content }: Read): Promise<void> {
	const { agencyId, responseId } = row;
	if (await isLatest(tx, row)) {
		await writeMeasure(tx, {
			agencyId,
			responseId,
			box: boxMeasure({
				boxKey: found.boxKey,
				agencyId,
				responseId,
				content: measureOf(content.answers, content.facts)
			})
		});
	}
	const hasDeclined = content.answers.CN0 === 'no' || content.answers.CN0 === 'never';
	const sent = hasDeclined ? 'declined' : 'sent';
	await moveCheckIn(tx, { agencyId, responseId, state: row.kind === 'sent' ? sent : 'started' });
}
