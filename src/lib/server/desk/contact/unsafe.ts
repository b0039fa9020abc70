import type { ContactPlan } from '#lib/domain/contact/index.ts';
import type { AgencyId, CaseId } from '#lib/domain/ids.ts';
import { sealedFlag } from '#lib/domain/response.ts';
import { openFlag, type OpeningKey } from '#lib/server/platform/crypto/open/index.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { findFlagsSince, type FlagSince } from './store.ts';

type At = { agencyId: AgencyId; caseId: CaseId };

const unsafeCodes = ['F-CONTACT-UNSAFE', 'F-COERCED'];

/**
 * What has come in since the plan was last confirmed and says that its ways may not be safe any more
 * (safety.md MS1), as codes for `maySend`. A flag that does not open may be one of them, and counts.
 * After the audit event. Worker and desk ask it.
 */
export async function unsafeSince(
	tx: Transaction,
	{ key, at, plan }: { key: OpeningKey; at: At; plan: ContactPlan | null }
): Promise<string[]> {
	if (!plan?.confirmed) return [];
	const flags = await findFlagsSince(tx, { ...at, since: new Date(plan.confirmed.at) });
	const codes = await Promise.all(flags.map((flag) => codeOf(key, at, flag)));
	return codes.filter((code, index) => isUnsafe(code, flags[index]?.severity));
}

function isUnsafe(code: string, severity: FlagSince['severity'] | undefined): boolean {
	// "maybe" is low: the next message is asked about first, and not stopped
	if (code === 'F-TECH') return severity !== 'low';
	return unsafeCodes.includes(code) || code === UNREADABLE;
}

const UNREADABLE = 'T-UNREADABLE';

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
