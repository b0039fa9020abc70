import { measureOf } from '#lib/domain/outcomes/measures.ts';
import type { SealedResponse } from '#lib/domain/response.ts';
import { assess, type Flag } from '#lib/domain/rules/index.ts';
import { boxMeasure } from '#lib/server/platform/crypto/keys/index.ts';
import type { OpeningKey } from '#lib/server/platform/crypto/open/index.ts';
import { databaseNow, type Transaction } from '#lib/server/platform/db/client.ts';
import { append } from '../audit/store.ts';
import type { Bench } from '../bench.ts';
import { openCase, type OpenedCase } from '../case/index.ts';
import { file } from '../file/index.ts';
import { askForReview } from './asks-no-more.ts';
import { factsFor } from './facts.ts';
import { historyOf } from './history.ts';
import { open } from './open.ts';
import { isLatest, markAssessed, moveCheckIn, writeMeasure, type RevisionRow } from './store.ts';
import { fileUnreadable } from './unreadable.ts';

/** Opens one revision, runs the rules, and writes everything that follows from it. */
export async function assessRevision(
	tx: Transaction,
	bench: Bench,
	row: RevisionRow
): Promise<void> {
	const found = await openCase(tx, bench, row);
	const { key } = found;
	const content = key && (await open(key, row));
	if (!content) return fileUnreadable(tx, bench, row);

	const now = await databaseNow(tx);
	const flags = await flagsOf(tx, { found, key, row, content, now });
	if (!flags) return fileUnreadable(tx, bench, row);

	const concern = await file(tx, {
		found,
		flags,
		revision: row,
		now,
		supportOnly: content.answers.CN1 === 'support',
		wish: typeof content.answers.N2 === 'string' ? content.answers.N2 : null
	});
	await askForReview(tx, { found, row, content, now });
	await remember(tx, { found, row, content });
	// somebody else was quicker: all of this is rolled back
	if (!(await markAssessed(tx, row))) throw new Error('assessed by somebody else');
	await append(tx, row.agencyId, { event: 'revision.assessed', revision: row.id, concern });
}

type Read = { found: OpenedCase; row: RevisionRow; content: SealedResponse };

/** Null when the rules cannot read it. */
async function flagsOf(
	tx: Transaction,
	{ found, key, row, content, now }: Read & { key: OpeningKey; now: Date }
): Promise<Flag[] | null> {
	const history = await historyOf(tx, { key, row });
	const facts = await factsFor(tx, { found, key, content, history, now });
	const { previous } = history;
	try {
		return assess({
			answers: content.answers,
			previous: previous && { ...previous, at: previous.at.toISOString() },
			facts: { ...content.facts, ...facts },
			now: now.toISOString(),
			mode: content.mode,
			observations: { ...content.observations, secondsOnForm: content.secondsOnForm }
		}).flags;
	} catch {
		return null;
	}
}

/** The measures of the latest revision, boxed, and where the check-in stands. */
async function remember(tx: Transaction, { found, row, content }: Read): Promise<void> {
	const { agencyId, responseId } = row;
	// nothing was asked, so nothing was answered
	if (content.observations.identityFailed) return;
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
