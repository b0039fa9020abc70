import type { KeyObject } from 'node:crypto';
import type { OpeningKey } from '#lib/server/platform/crypto/open/index.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import type { Bench } from '../bench.ts';
import { lockCase, readCase, type CasePlace, type CaseRow } from './store.ts';

export type OpenedCase = {
	row: CaseRow;
	boxKey: KeyObject;
	/** Null when the case's key is gone or does not open: nothing of it can be read. */
	key: OpeningKey | null;
};

/** The case of a revision, locked for this piece of work, with its keys. */
export async function openCase(
	tx: Transaction,
	{ keys }: Bench,
	at: CasePlace
): Promise<OpenedCase> {
	await lockCase(tx, at);
	const row = await readCase(tx, at);
	const boxKey = await keys.boxKey(tx, at.agencyId);
	const key = await keys.caseKey(tx, at).catch(() => null);
	return { row, boxKey, key };
}
