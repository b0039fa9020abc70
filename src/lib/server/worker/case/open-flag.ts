import type { ConcernId, FlagId, RevisionId } from '#lib/domain/ids.ts';
import { sealedFlag, type SealedFlag } from '#lib/domain/response.ts';
import { openFlag as openSealed } from '#lib/server/platform/crypto/open/index.ts';
import type { OpenedCase } from './open.ts';

export type FlagRow = {
	id: FlagId;
	concernId: ConcernId | null;
	revisionId: RevisionId | null;
	rulesetVersion: string;
	sealed: Uint8Array | null;
};

/** What a filed flag says; null for T-UNREADABLE, which has nothing sealed, and for what does not open. */
export async function openFlag(
	{ key, row }: OpenedCase,
	{ sealed, id, ...flag }: FlagRow
): Promise<SealedFlag | null> {
	if (!key || !sealed) return null;
	const { agencyId, caseId } = row;
	const at = {
		agencyId,
		caseId,
		flagId: id,
		revisionId: flag.revisionId,
		concernId: flag.concernId,
		rulesetVersion: flag.rulesetVersion
	};
	try {
		return sealedFlag.parse(await openSealed({ key, sealed, ...at }));
	} catch {
		return null;
	}
}

export async function codeOf(found: OpenedCase, flag: FlagRow): Promise<string> {
	return (await openFlag(found, flag))?.code ?? 'T-UNREADABLE';
}
