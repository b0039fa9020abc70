import type { Stage } from '../browser.ts';
import type { Colleague } from '../world.ts';

/** Who has a browser in this story. */
export const who = [
	'officer',
	'supervisor',
	'supportWorker',
	'otherSupportWorker',
	'programmeWorker',
	'admin',
	'reviewer'
] as const;
export type Who = (typeof who)[number];

export type Cast = { stage: Stage; people: Record<Who, Colleague> };

/** A page on which what was written stands afterwards, each of the texts literally. */
export type Place = {
	who: Who;
	path: string;
	texts: readonly string[];
	/** Begins there and goes on over further pages. */
	isList?: boolean;
};
