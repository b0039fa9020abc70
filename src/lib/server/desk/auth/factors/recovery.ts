import { v7 as uuid } from 'uuid';
import { newRecoveryCode, RECOVERY_CODES, recoveryGroups } from '#lib/domain/sign-in/index.ts';
import { recoveryCodeHash } from '#lib/server/platform/crypto/kdf.ts';
import { random } from '#lib/server/platform/crypto/random.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import type { Person } from '../store.ts';
import * as store from './store.ts';

/** Makes ten new ones in place of all that were left, and returns them to be shown once. */
export async function remakeCodes(
	tx: Transaction,
	{ agencyId, staffId }: Person,
	pepper: Uint8Array
): Promise<string[]> {
	const person = { agencyId, staffId };
	const codes = Array.from({ length: RECOVERY_CODES }, () => newRecoveryCode(random));
	await store.replaceCodes(
		tx,
		person,
		codes.map((code) => ({ id: uuid(), codeHash: recoveryCodeHash(person, code, pepper) }))
	);
	return codes.map(recoveryGroups);
}
