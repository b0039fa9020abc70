import type { Held, ListedPasskey } from '#lib/domain/sign-in/index.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import type { Person } from '../store.ts';
import * as store from './store.ts';

/** Which second factors somebody has. Recovery codes are none: they stand in for a lost one. */
export async function has(tx: Transaction, person: Person): Promise<Held> {
	const passkeys = await store.listPasskeys(tx, person);
	const app = await store.findTotp(tx, person);
	return { passkey: passkeys.length > 0, app: app !== null };
}

/** All that somebody has, to be shown to them. */
export async function list(tx: Transaction, person: Person) {
	const passkeys = await store.listPasskeys(tx, person);
	const app = await store.findTotp(tx, person);
	return {
		passkeys: passkeys.map(({ id, name, madeAt, usedAt }): ListedPasskey => ({
			id,
			name,
			madeAt,
			usedAt
		})),
		appSetAt: app?.confirmedAt ?? null,
		codesLeft: await store.countCodes(tx, person)
	};
}
