import { agencyId, caseId, linkId, responseId } from '#lib/domain/ids.ts';
import { linkPlaceMac, sameBytes, type LinkPlace } from '#lib/server/platform/crypto/kdf.ts';
import { log } from '#lib/server/platform/log.ts';

type Placed = LinkPlace & { placeMac: Uint8Array };

/**
 * Whether a link still leads to the case and the key that it was issued for. Who can write the
 * database, and has not the pepper, cannot have her answers sealed to a key of his own. Where it does
 * not, one line in the log says that this happened, and not where.
 */
export function isAsIssued(link: Placed, pepper: Uint8Array): boolean {
	const isSame = sameBytes(linkPlaceMac(link, pepper), link.placeMac);
	if (!isSame && link !== nowhere) log.warn('link.exchanged', { surface: 'intake' });
	return isSame;
}

const NIL = '00000000-0000-0000-0000-000000000000';

/** An unknown token goes the same way as a dead one, through rows that are not there. */
export const nowhere: Placed = {
	agencyId: agencyId.parse(NIL),
	linkId: linkId.parse(NIL),
	caseId: caseId.parse(NIL),
	responseId: responseId.parse(NIL),
	questionnaireVersion: '',
	casePublicKey: new Uint8Array(32),
	placeMac: new Uint8Array(32)
};
