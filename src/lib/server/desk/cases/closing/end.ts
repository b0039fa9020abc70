import type { Transaction } from '#lib/server/platform/db/client.ts';
import type { CasePlace } from '../facts.ts';
import { cancelRounds, setClosed } from './store.ts';

/** The case is closed: it stays readable, and nobody is asked any more. */
export async function endCase(tx: Transaction, at: CasePlace): Promise<void> {
	await setClosed(tx, { ...at, isClosed: true });
	await cancelRounds(tx, at);
}
