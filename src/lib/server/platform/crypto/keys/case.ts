import type { AgencyId, CaseId } from '#lib/domain/ids.ts';
import { keyOf, open, openingKey, type OpeningKey } from '../open/index.ts';
import { caseKey, type CaseKeyPlace } from '../places.ts';
import { keyText, seal } from '../seal/index.ts';
import { newPair } from './pair.ts';

/** The columns of `case_key`. Deleting this row makes everything of the case unreadable. */
export type CaseKeyRow = {
	agencyId: AgencyId;
	caseId: CaseId;
	agencyKeyNumber: number;
	/** Also copied to the links of the case: intake seals to it. */
	publicKey: Uint8Array;
	privateSealed: Uint8Array;
};

/** A new X25519 pair for one case; the private half is sealed to the agency. */
export async function makeCaseKey({
	agencyId,
	caseId,
	agencyKey
}: {
	agencyId: AgencyId;
	caseId: CaseId;
	agencyKey: { number: number; publicKey: Uint8Array };
}): Promise<CaseKeyRow> {
	const { privateKey, publicKey } = newPair();
	const row = { agencyId, caseId, agencyKeyNumber: agencyKey.number, publicKey };
	const privateSealed = await seal(caseKey, {
		...placeOf(row),
		publicKey: agencyKey.publicKey,
		content: keyText(privateKey)
	});
	privateKey.fill(0);
	return { ...row, privateSealed };
}

/** With the agency key of the row's number. Throws `EnvelopeError`. */
export async function openCaseKey(agencyKey: OpeningKey, row: CaseKeyRow): Promise<OpeningKey> {
	const place = placeOf(row);
	const opened = await open(caseKey, { ...place, key: agencyKey, sealed: row.privateSealed });
	return openingKey(keyOf(opened), row.publicKey);
}

// The public half is part of the place: one that was exchanged in the table does not fit its row.
function placeOf(row: Omit<CaseKeyRow, 'privateSealed'>): CaseKeyPlace {
	const { agencyId, caseId, agencyKeyNumber, publicKey } = row;
	return { agencyId, caseId, agencyKeyNumber, casePublicKey: publicKey };
}
