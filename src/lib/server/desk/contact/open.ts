import type { ContactPlan } from '#lib/domain/contact/index.ts';
import type { AgencyId, CaseId } from '#lib/domain/ids.ts';
import { sealedFlag } from '#lib/domain/response.ts';
import { openFlag, type OpeningKey } from '#lib/server/platform/crypto/open/index.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { unsealPlan } from './plan.ts';
import { findFlagsSince, findPlan, type FlagSince, type PlanRow } from './store.ts';

type At = { agencyId: AgencyId; caseId: CaseId };

/** The plan that holds, and what was filed on the case since it was made; all still sealed. */
export type ContactRows = { plan: PlanRow | null; flags: FlagSince[] };

export type Contact = {
	/** Null: none was ever made. */
	plan: ContactPlan | null;
	version: number;
	/** Codes for `maySend`: what says that the ways of the plan may not be safe any more. */
	unsafeSince: string[];
};

export async function findContact(tx: Transaction, at: At): Promise<ContactRows> {
	const plan = await findPlan(tx, at);
	// a confirmation is a version of its own, so nothing that matters is older than the version
	return { plan, flags: plan ? await findFlagsSince(tx, { ...at, since: plan.madeAt }) : [] };
}

/**
 * How she may be reached now. After the audit event; worker and desk ask it. Throws `EnvelopeError`
 * for a plan that was changed or moved. A flag that does not open may say that a way is not safe,
 * and counts (safety.md MS1).
 */
export async function openContact(
	key: OpeningKey,
	at: At,
	{ plan: row, flags }: ContactRows
): Promise<Contact> {
	if (!row) return { plan: null, version: 0, unsafeSince: [] };
	const plan = await unsealPlan(key, at, row);
	return { plan, version: row.version, unsafeSince: await unsafeOf(key, at, flags) };
}

/** Whether an answer since then says that contact may not be safe. After the audit event. */
export async function warnsSince(
	tx: Transaction,
	{ key, at, since }: { key: OpeningKey; at: At; since: Date }
): Promise<boolean> {
	const flags = await findFlagsSince(tx, { ...at, since });
	return (await unsafeOf(key, at, flags)).length > 0;
}

async function unsafeOf(key: OpeningKey, at: At, flags: FlagSince[]): Promise<string[]> {
	const codes = await Promise.all(flags.map((flag) => codeOf(key, at, flag)));
	return codes.filter((code, index) => isUnsafe(code, flags[index]?.severity));
}

const UNREADABLE = 'T-UNREADABLE';
const unsafeCodes = ['F-CONTACT-UNSAFE', 'F-COERCED', UNREADABLE];

function isUnsafe(code: string, severity: FlagSince['severity'] | undefined): boolean {
	// "maybe" is low: she is asked before the next message, and nothing is stopped
	return code === 'F-TECH' ? severity !== 'low' : unsafeCodes.includes(code);
}

async function codeOf(
	key: OpeningKey,
	at: At,
	{ id: flagId, sealed, revisionId, concernId, rulesetVersion }: FlagSince
): Promise<string> {
	if (!sealed) return UNREADABLE;
	try {
		const place = { ...at, flagId, revisionId, concernId, rulesetVersion };
		return sealedFlag.parse(await openFlag({ key, sealed, ...place })).code;
	} catch {
		return UNREADABLE;
	}
}
