import type { KeyObject } from 'node:crypto';
import type { AgencyId, CaseId } from '#lib/domain/ids.ts';
import {
	openAgencyKey,
	openBoxKey,
	openCaseKey,
	type KeyProvider
} from '#lib/server/platform/crypto/keys/index.ts';
import type { OpeningKey } from '#lib/server/platform/crypto/open/index.ts';
import type { Runner } from '#lib/server/platform/db/client.ts';
import { findAgencyKey, findBoxKey, findCaseKey, findNewestAgencyKey } from './store.ts';

/** There is no key: the case was erased, or the agency was never set up. Nothing of it opens. */
export class NoKey extends Error {
	override readonly name = 'NoKey';
}

export type KeyRing = {
	/** Opens headlines, measures and aggregates of the agency. */
	boxKey: (db: Runner, agencyId: AgencyId) => Promise<KeyObject>;
	/**
	 * Opens everything of one case. Append the audit event first; keep the key for one request and
	 * let it go. Throws `NoKey`, `EnvelopeError` or `BoxError`.
	 */
	caseKey: (db: Runner, at: { agencyId: AgencyId; caseId: CaseId }) => Promise<OpeningKey>;
	/** To what a new case key is sealed. Public; throws `NoKey`. */
	agencyPublicKey: (
		db: Runner,
		agencyId: AgencyId
	) => Promise<{ number: number; publicKey: Uint8Array }>;
};

/**
 * The keys below the KEK. Those of an agency are opened once and stay in memory: whoever reads the
 * memory of this process has the KEK anyway. A case's is opened anew for every request.
 */
export function keyRing(provider: KeyProvider): KeyRing {
	const agencyKeys = kept<OpeningKey>();
	const boxKeys = kept<KeyObject>();

	const agencyKey = (db: Runner, at: { agencyId: AgencyId; number: number }) =>
		agencyKeys(`${at.agencyId}/${at.number}`, async () =>
			openAgencyKey(provider, found(await findAgencyKey(db, at)))
		);

	return {
		boxKey: (db, agencyId) =>
			boxKeys(agencyId, async () => openBoxKey(provider, found(await findBoxKey(db, agencyId)))),
		caseKey: async (db, at) => {
			const row = found(await findCaseKey(db, at));
			const { agencyId, agencyKeyNumber: number } = row;
			return openCaseKey(await agencyKey(db, { agencyId, number }), row);
		},
		agencyPublicKey: async (db, agencyId) => found(await findNewestAgencyKey(db, agencyId))
	};
}

/** Opened once. What failed is forgotten, so that a database that was away is asked again. */
function kept<Key>(): (name: string, open: () => Promise<Key>) => Promise<Key> {
	const keys = new Map<string, Promise<Key>>();
	return (name, open) => {
		const known = keys.get(name);
		if (known) return known;
		const opening = open();
		keys.set(name, opening);
		opening.catch(() => keys.delete(name));
		return opening;
	};
}

function found<Row>(row: Row | null): Row {
	if (row === null) throw new NoKey('there is no such key');
	return row;
}
