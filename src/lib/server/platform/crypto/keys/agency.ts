import { createSecretKey, type KeyObject } from 'node:crypto';
import type { AgencyId } from '#lib/domain/ids.ts';
import { aad } from '../aad.ts';
import { labels } from '../labels.ts';
import { openingKey, type OpeningKey } from '../open/index.ts';
import { random } from '../random.ts';
import { newPair } from './pair.ts';
import type { KeyProvider } from './provider.ts';
import { sealAgencyKeyForRecovery, sealBoxKeyForRecovery } from './recovery.ts';

const FIRST = 1;
const BOX_KEY = 32;

/** The columns of `agency_key`. The private half is boxed under the KEK. */
export type AgencyKeyRow = {
	agencyId: AgencyId;
	number: number;
	publicKey: Uint8Array;
	privateBox: Uint8Array;
	/** Null when the installation has no recovery key: with the KEK then everything is lost. */
	recoverySealed: Uint8Array | null;
};

/** The columns of `box_key`. */
export type BoxKeyRow = {
	agencyId: AgencyId;
	number: number;
	keyBox: Uint8Array;
	recoverySealed: Uint8Array | null;
};

/** Where an agency's keys belong under the KEK. */
export const agencyKeyAad = (row: Pick<AgencyKeyRow, 'agencyId' | 'number' | 'publicKey'>) =>
	aad(labels.agencyKey, row.agencyId, row.number, row.publicKey);
export const boxKeyAad = (row: Pick<BoxKeyRow, 'agencyId' | 'number'>) =>
	aad(labels.boxKey, row.agencyId, row.number);

/** The first keys of a new agency: an X25519 pair for its case keys, and 256 bits for its boxes. */
export async function makeAgencyKeys(
	provider: KeyProvider,
	{ agencyId, recoveryPublicKey }: { agencyId: AgencyId; recoveryPublicKey: Uint8Array | null }
): Promise<{ agencyKey: AgencyKeyRow; boxKey: BoxKeyRow }> {
	const { privateKey, publicKey } = newPair();
	const boxKey = random(BOX_KEY);
	const at = { agencyId, number: FIRST };
	const to = recoveryPublicKey;
	const rows = {
		agencyKey: {
			...at,
			publicKey,
			privateBox: await provider.wrap(privateKey, agencyKeyAad({ ...at, publicKey })),
			recoverySealed: to && (await sealAgencyKeyForRecovery(to, { ...at, publicKey }, privateKey))
		},
		boxKey: {
			...at,
			keyBox: await provider.wrap(boxKey, boxKeyAad(at)),
			recoverySealed: to && (await sealBoxKeyForRecovery(to, at, boxKey))
		}
	};
	privateKey.fill(0);
	boxKey.fill(0);
	return rows;
}

/** Throws `BoxError`. */
export async function openAgencyKey(
	provider: KeyProvider,
	row: Omit<AgencyKeyRow, 'recoverySealed'>
): Promise<OpeningKey> {
	return openingKey(await provider.unwrap(row.privateBox, agencyKeyAad(row)), row.publicKey);
}

/** Throws `BoxError`. A `KeyObject`, so that it is not printed by accident. */
export async function openBoxKey(
	provider: KeyProvider,
	row: Omit<BoxKeyRow, 'recoverySealed'>
): Promise<KeyObject> {
	const bytes = await provider.unwrap(row.keyBox, boxKeyAad(row));
	const key = createSecretKey(bytes);
	bytes.fill(0);
	return key;
}
