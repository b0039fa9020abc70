import type { GivenFlag, GivenResponse } from '#lib/domain/access/index.ts';
import type { RevisionId } from '#lib/domain/ids.ts';
import type { FlagRow, RevisionRow } from '../store.ts';
import { isUnreadable } from './unseal.ts';

export type Opened = {
	flags: { row: Pick<FlagRow, 'revisionId' | 'sealed'>; opened: GivenFlag }[];
	revisions: { row: Pick<RevisionRow, 'revisionId'>; opened: GivenResponse | null }[];
	/** Every assessed revision of the case that was looked for, opened or not. */
	known: ReadonlySet<RevisionId>;
	/** There may be more than were looked for. */
	mayBeMore: boolean;
};

/**
 * Whether all is still there as it was assessed. What somebody changed, moved or took away in the
 * database must not leave the card without a word. What could not be read from the start is told by
 * its flag, in the lanes that this flag has, and does not count here.
 */
export function isWhole({ flags, revisions, known, mayBeMore }: Opened): boolean {
	const toldAlready = new Set(
		flags.flatMap(({ row }) => (row.sealed === null ? [row.revisionId] : []))
	);
	const areFlagsWhole = flags.every(
		({ row: { sealed, revisionId }, opened }) =>
			sealed === null ||
			(!isUnreadable(opened) && (mayBeMore || revisionId === null || known.has(revisionId)))
	);
	return (
		areFlagsWhole &&
		revisions.every(({ row, opened }) => opened !== null || toldAlready.has(row.revisionId))
	);
}
