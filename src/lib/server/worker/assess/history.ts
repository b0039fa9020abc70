import { earlierResponse, type EarlierResponse } from '#lib/domain/case-facts.ts';
import type { StoredAnswers } from '#lib/domain/questionnaire/index.ts';
import type { SealedResponse } from '#lib/domain/response.ts';
import { overallOf, type Overall } from '#lib/domain/rules/index.ts';
import type { OpeningKey } from '#lib/server/platform/crypto/open/index.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { open } from './open.ts';
import { readEarlier, severitiesOf, type RevisionRow } from './store.ts';

export type History = {
	/** The latest earlier response; null when there is none, or none that opens. */
	previous: { at: Date; answers: StoredAnswers; overall: Overall } | null;
	/** Every earlier response that opens. */
	earlier: EarlierResponse[];
};

/** What the case's earlier responses told, each in its latest revision: sent, else newest saved. */
export async function historyOf(
	tx: Transaction,
	{ key, row }: { key: OpeningKey; row: RevisionRow }
): Promise<History> {
	const rows = (await readEarlier(tx, row)).filter(({ savedAt }) => savedAt < row.savedAt);
	const responses = [...Map.groupBy(rows, ({ responseId }) => responseId).values()];
	const read = await Promise.all(responses.map((revisions) => readLatest(key, revisions)));
	// somebody who did not know the agreed word was asked nothing: that is no earlier response
	const told = read
		.filter((one) => one !== null)
		.filter(({ content }) => !content.observations.identityFailed);
	const [latest] = told.toSorted((a, b) => b.at.getTime() - a.at.getTime());
	return {
		previous: latest
			? {
					at: latest.at,
					answers: latest.content.answers,
					overall: overallOf(
						(await severitiesOf(tx, { agencyId: row.agencyId, revisions: latest.revisions })).map(
							(severity) => ({ severity })
						)
					)
				}
			: null,
		earlier: told.map(({ at, content }) =>
			earlierResponse(content.answers, { facts: content.facts, at })
		)
	};
}

type Told = { at: Date; content: SealedResponse; revisions: RevisionRow['id'][] };

async function readLatest(key: OpeningKey, revisions: RevisionRow[]): Promise<Told | null> {
	const latest = revisions.find(({ kind }) => kind === 'sent') ?? revisions[0];
	const content = latest && (await open(key, latest));
	return content ? { at: latest.savedAt, content, revisions: revisions.map(({ id }) => id) } : null;
}
