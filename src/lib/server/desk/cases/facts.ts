import {
	caseFacts,
	type CaseFacts,
	type CaseOrder,
	type CaseProgramme
} from '#lib/domain/case-facts.ts';
import type { AgencyId, CaseId } from '#lib/domain/ids.ts';
import { openCaseFacts, type OpeningKey } from '#lib/server/platform/crypto/open/index.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { findFacts, findOrders, findProgramme } from './store.ts';

export type CasePlace = { agencyId: AgencyId; caseId: CaseId };

/** What a case knows: the plain rows, and the facts still sealed (null: none were ever written). */
export type FactRows = {
	sealed: { version: number; sealed: Uint8Array } | null;
	orders: CaseOrder[];
	programme: CaseProgramme | null;
};

export async function readFactRows(tx: Transaction, at: CasePlace): Promise<FactRows> {
	return {
		sealed: await findFacts(tx, at),
		orders: await findOrders(tx, at),
		programme: await findProgramme(tx, at)
	};
}

/** After the audit event. Throws `EnvelopeError`; a case without facts has the defaults. */
export async function unsealFacts(
	key: OpeningKey,
	at: CasePlace,
	row: FactRows['sealed']
): Promise<CaseFacts> {
	return caseFacts.parse(row ? await openCaseFacts({ key, ...at, ...row }) : {});
}
