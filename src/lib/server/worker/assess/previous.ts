import type { StoredAnswers } from '#lib/domain/questionnaire/index.ts';
import { overallOf, type Overall } from '#lib/domain/rules/index.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import type { OpenedCase } from '../case/index.ts';
import { open } from './revision.ts';
import { readEarlier, severitiesOf, type RevisionRow } from './store.ts';

export type Previous = { at: Date; answers: StoredAnswers; overall: Overall };

/**
 * The latest earlier assessed response of the case, in its latest revision: the sent one, else the
 * newest saved. Null when there is none, or none that opens.
 */
export async function previousOf(
	tx: Transaction,
	{ found, row }: { found: OpenedCase; row: RevisionRow }
): Promise<Previous | null> {
	const earlier = (await readEarlier(tx, row)).filter(({ savedAt }) => savedAt < row.savedAt);
	const [newest] = earlier;
	if (!newest || !found.key) return null;

	const revisions = earlier.filter(({ responseId }) => responseId === newest.responseId);
	const latest = revisions.find(({ kind }) => kind === 'sent') ?? newest;
	const content = await open(found.key, latest);
	if (!content) return null;

	const severities = await severitiesOf(tx, {
		agencyId: row.agencyId,
		revisions: revisions.map(({ id }) => id)
	});
	return {
		at: latest.savedAt,
		answers: content.answers,
		overall: overallOf(severities.map((severity) => ({ severity })))
	};
}
