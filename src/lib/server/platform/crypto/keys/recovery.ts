import type { AgencyKeyRow, BoxKeyRow } from './agency.ts';
import { keyOf, open, type OpeningKey } from '../open/index.ts';
import { agencyKeyRecovery, boxKeyRecovery } from '../places.ts';
import { keyText, seal } from '../seal/index.ts';

// The recovery key is an X25519 pair whose private half lies on paper in two safes. Losing the KEK
// then costs a day; losing both is the end of every answer, by design.

type AgencyKeyAt = Pick<AgencyKeyRow, 'agencyId' | 'number' | 'publicKey'>;
type BoxKeyAt = Pick<BoxKeyRow, 'agencyId' | 'number'>;

const named = ({ agencyId, number, publicKey }: AgencyKeyAt) => ({
	agencyId,
	number,
	agencyPublicKey: publicKey
});

export const sealAgencyKeyForRecovery = (to: Uint8Array, at: AgencyKeyAt, key: Uint8Array) =>
	seal(agencyKeyRecovery, { ...named(at), publicKey: to, content: keyText(key) });

export const sealBoxKeyForRecovery = (to: Uint8Array, at: BoxKeyAt, key: Uint8Array) =>
	seal(boxKeyRecovery, { ...at, publicKey: to, content: keyText(key) });

/** The raw private half, to be wrapped under a new KEK and wiped. Throws `EnvelopeError`. */
export const recoverAgencyKey = async (key: OpeningKey, at: AgencyKeyAt, sealed: Uint8Array) =>
	keyOf(await open(agencyKeyRecovery, { ...named(at), key, sealed }));

/** The raw box key, to be wrapped under a new KEK and wiped. Throws `EnvelopeError`. */
export const recoverBoxKey = async (key: OpeningKey, at: BoxKeyAt, sealed: Uint8Array) =>
	keyOf(await open(boxKeyRecovery, { ...at, key, sealed }));
