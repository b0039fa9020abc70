import type { ResponseId } from '#lib/domain/ids.ts';

type Revision = { responseId: ResponseId; kind: 'sent' | 'unsent'; savedAt: Date };

/** The three columns of "what changed". */
const COMPARED = 3;
const MOST = 12;

/**
 * The revisions to open for a card, each the latest of its response (the sent one, else the newest
 * saved): those that the concern is about, all after them, the one before, and enough to compare.
 * `revisions` newest first.
 */
export function revisionsToOpen<Row extends Revision>(
	revisions: readonly Row[],
	inConcern: ReadonlySet<ResponseId>
): Row[] {
	const latest = new Map<ResponseId, Row>();
	for (const row of revisions) {
		const known = latest.get(row.responseId);
		if (!known || (known.kind === 'unsent' && row.kind === 'sent')) latest.set(row.responseId, row);
	}
	const responses = [...latest.values()].toSorted(
		(a, b) => b.savedAt.getTime() - a.savedAt.getTime()
	);
	const oldest = responses.findLastIndex(({ responseId }) => inConcern.has(responseId));
	return responses.slice(0, Math.min(MOST, Math.max(COMPARED, oldest + 2)));
}
