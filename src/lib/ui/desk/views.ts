import type { IssuedCard } from '#lib/domain/access/index.ts';

/** What the POST of a new link hands back. `problems` by field: `id`, `language`, `hours`, `one_hand`. */
export type NewLinkForm =
	| { card: IssuedCard }
	| { typed: Record<string, string | string[]>; problems: Record<string, string> };
