import { agencyKeyAad, boxKeyAad, type AgencyKeyRow, type BoxKeyRow } from './agency.ts';
import type { KeyProvider } from './provider.ts';
import { recoverAgencyKey, recoverBoxKey } from './recovery.ts';
import type { OpeningKey } from '../open/index.ts';

export type KeyRows = { agencyKeys: AgencyKeyRow[]; boxKeys: BoxKeyRow[] };

/**
 * The same rows, boxed under another KEK. Write all of them in one transaction: both KEK files are
 * accepted meanwhile, so nobody waits. Nothing else changes; every sealed text stays as it is.
 * Throws `BoxError` when the old KEK does not open a row.
 */
export function reboxUnderNewKek(
	{ from, to }: { from: KeyProvider; to: KeyProvider },
	rows: KeyRows
): Promise<KeyRows> {
	return boxed(to, rows, {
		agencyKey: (row) => from.unwrap(row.privateBox, agencyKeyAad(row)),
		boxKey: (row) => from.unwrap(row.keyBox, boxKeyAad(row))
	});
}

/** The same after the KEK was lost, from the recovery copies. Throws `EnvelopeError`, also for a row without one. */
export function reboxFromRecovery(
	{ from, to }: { from: OpeningKey; to: KeyProvider },
	rows: KeyRows
): Promise<KeyRows> {
	return boxed(to, rows, {
		agencyKey: (row) => recoverAgencyKey(from, row, row.recoverySealed ?? NOTHING),
		boxKey: (row) => recoverBoxKey(from, row, row.recoverySealed ?? NOTHING)
	});
}

const NOTHING = new Uint8Array(0);

type Unwrap = {
	agencyKey: (row: AgencyKeyRow) => Promise<Uint8Array>;
	boxKey: (row: BoxKeyRow) => Promise<Uint8Array>;
};

async function boxed(to: KeyProvider, rows: KeyRows, unwrap: Unwrap): Promise<KeyRows> {
	const result: KeyRows = { agencyKeys: [], boxKeys: [] };
	for (const row of rows.agencyKeys) {
		const privateBox = await rewrap(to, await unwrap.agencyKey(row), agencyKeyAad(row));
		result.agencyKeys.push({ ...row, privateBox });
	}
	for (const row of rows.boxKeys) {
		const keyBox = await rewrap(to, await unwrap.boxKey(row), boxKeyAad(row));
		result.boxKeys.push({ ...row, keyBox });
	}
	return result;
}

async function rewrap(to: KeyProvider, key: Uint8Array, place: Uint8Array): Promise<Uint8Array> {
	const box = await to.wrap(key, place);
	key.fill(0);
	return box;
}
