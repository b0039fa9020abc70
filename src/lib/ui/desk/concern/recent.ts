import type { FlagView, ResponseView } from '#lib/domain/access/index.ts';

/**
 * The responses that this concern is about: the one that its first flag was read from, and all
 * after it. Their words stand open on the card; older ones can be unfolded. `responses` are newest
 * first, as the card has them.
 */
export function recent(
	responses: readonly ResponseView[],
	flags: readonly FlagView[]
): ResponseView[] {
	const first = Math.min(...flags.map(({ filedAt }) => filedAt.getTime()));
	const before = responses.findIndex(({ at }) => at.getTime() <= first);
	// a reason that no response came before, or none at all: nothing may be folded away
	return before === -1 ? [...responses] : responses.slice(0, before + 1);
}
