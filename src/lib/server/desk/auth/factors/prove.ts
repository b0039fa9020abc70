import { parseRecoveryCode } from '#lib/domain/sign-in/index.ts';
import { recoveryCodeHash } from '#lib/server/platform/crypto/kdf.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import type { Desk } from '../../access/index.ts';
import type { Person } from '../store.ts';
import { openSecret, stepOfCode } from './app.ts';
import * as passkeys from './passkeys.ts';
import * as store from './store.ts';

/** What a person may show beside the password. */
export type Factor = 'passkey' | 'one_time_code' | 'recovery_code';

/** `code`: of the app, or a recovery code. `passkey`: what the browser made, as JSON. */
export type Proof = { code: string } | { passkey: string; challenge: Uint8Array | null };

/** Which factor of this person it is, used up; null when it is none. The caller has counted the try. */
export async function prove(
	tx: Transaction,
	desk: Pick<Desk, 'keys' | 'pepper' | 'origin'>,
	{ agencyId, staffId, proof }: Person & { proof: Proof }
): Promise<Factor | null> {
	const person = { agencyId, staffId };
	if ('passkey' in proof) {
		return (await passkeys.prove(tx, desk, { ...person, ...proof })) ? 'passkey' : null;
	}
	const recovery = parseRecoveryCode(proof.code);
	if (recovery) {
		const hash = recoveryCodeHash(person, recovery, desk.pepper);
		return (await store.useCode(tx, person, hash)) ? 'recovery_code' : null;
	}
	return (await isCodeOfApp(tx, desk, { ...person, typed: proof.code })) ? 'one_time_code' : null;
}

async function isCodeOfApp(
	tx: Transaction,
	desk: Pick<Desk, 'keys'>,
	{ typed, ...person }: Person & { typed: string }
): Promise<boolean> {
	const app = await store.findTotp(tx, person);
	if (!app) return false;
	const secret = await openSecret(tx, desk, { ...person, secretBox: app.secretBox });
	const step = await stepOfCode(tx, { secret, typed, lastStep: app.lastStep });
	return step !== null && store.useStep(tx, person, step);
}
