import type { Transaction } from '#lib/server/platform/db/client.ts';
import type { Person } from '../store.ts';
import * as store from './store.ts';

/** All but this one: a new factor has come in their place. */
export const dropOtherPasskeys = (
	tx: Transaction,
	person: Person,
	kept: string | null
): Promise<void> => store.removeOtherPasskeys(tx, person, kept);

/** False when there was none, or when it is the last factor: nobody locks themselves out. */
export async function dropApp(tx: Transaction, person: Person): Promise<boolean> {
	await store.holdFactors(tx, person);
	const others = await store.listPasskeys(tx, person);
	return others.length > 0 && store.removeTotp(tx, person);
}

/** False when there was none, or when it is the last factor. */
export async function dropPasskey(tx: Transaction, person: Person, id: string): Promise<boolean> {
	await store.holdFactors(tx, person);
	const others = (await store.listPasskeys(tx, person)).filter((one) => one.id !== id);
	const app = await store.findTotp(tx, person);
	return (others.length > 0 || app !== null) && store.removePasskey(tx, person, id);
}

/** Every one, the last too, with the recovery codes: for who has lost them and sets up anew. */
export async function dropAll(tx: Transaction, person: Person): Promise<void> {
	await store.removeOtherPasskeys(tx, person, null);
	await store.removeTotp(tx, person);
	await store.spendCodes(tx, person);
}
