import { draftState, type DraftState } from '#lib/domain/draft.ts';
import type { AgencyId, DraftId, LinkId } from '#lib/domain/ids.ts';
import { aad } from '#lib/server/platform/crypto/aad.ts';
import { BoxError, closeBox, openBox } from '#lib/server/platform/crypto/box.ts';
import { labels } from '#lib/server/platform/crypto/labels.ts';
import { pad, unpad } from '#lib/server/platform/crypto/padding.ts';

/** Where a box belongs: a box that is moved to another row or version does not open. */
export type BoxPlace = {
	agencyId: AgencyId;
	linkId: LinkId;
	draftId: DraftId;
	version: number;
};

const place = ({ agencyId, linkId, draftId, version }: BoxPlace) =>
	aad(labels.draft, agencyId, linkId, draftId, version);

export function closeState(key: Uint8Array, at: BoxPlace, state: DraftState): Uint8Array {
	return closeBox(key, pad(state), place(at));
}

export function openState(key: Uint8Array, at: BoxPlace, box: Uint8Array): DraftState {
	return draftState.parse(unpad(openBox(key, box, place(at))));
}

/** Null for a box that somebody changed or moved. */
export function tryOpenState(key: Uint8Array, at: BoxPlace, box: Uint8Array): DraftState | null {
	try {
		return openState(key, at, box);
	} catch (error) {
		if (error instanceof BoxError) return null;
		throw error;
	}
}
