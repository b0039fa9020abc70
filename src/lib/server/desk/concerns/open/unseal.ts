import { lanesOfLabel, type GivenFlag, type GivenResponse } from '#lib/domain/access/index.ts';
import type { AgencyId, CaseId, FlagId, ResponseId } from '#lib/domain/ids.ts';
import { sealedFlag, sealedResponse, type SealedFlag } from '#lib/domain/response.ts';
import { reasonOf } from '#lib/domain/rules/index.ts';
import { openFlag, openRevision, type OpeningKey } from '#lib/server/platform/crypto/open/index.ts';
import type { FlagLaneRow, FlagRow, RevisionRow } from '../store.ts';

/** Where everything of one case belongs, and its key; null when the case has none any more. */
export type CaseAt = { agencyId: AgencyId; caseId: CaseId; key: OpeningKey | null };

/** Says what a person must know when something of hers does not open, and no more. */
export const unreadable: SealedFlag = {
	code: 'T-UNREADABLE',
	reason: reasonOf('T-UNREADABLE'),
	evidence: [],
	routes: [],
	supportOnly: false,
	wish: null
};

export const isUnreadable = ({ content }: GivenFlag) => content.code === unreadable.code;

/** A flag that does not open still stands there: a lost flag can cost a life. */
export async function unsealFlag(
	at: CaseAt,
	row: FlagRow,
	{ flagLanes, shared }: { flagLanes: readonly FlagLaneRow[]; shared: ReadonlySet<FlagId> }
): Promise<GivenFlag> {
	const content = await orElse(unreadable, () => openFlagContent(at, row));
	const filed = flagLanes.filter(({ flagId }) => flagId === row.id);
	return {
		flagId: row.id,
		severity: row.severity,
		lanes: filed.length > 0 ? filed.map(({ lane }) => lane) : lanesOfLabel({ content }),
		filedAt: row.filedAt,
		responseId: row.responseId,
		seenBySupportAt: filed.find(({ lane }) => lane === 'support')?.seenAt ?? null,
		isShared: shared.has(row.id),
		raisedBy: row.raisedBy,
		content
	};
}

async function openFlagContent(
	{ agencyId, caseId, key }: CaseAt,
	{ id, revisionId, concernId, rulesetVersion, sealed }: FlagRow
): Promise<SealedFlag | null> {
	if (!key || !sealed) return null;
	return sealedFlag.parse(
		await openFlag({
			key,
			sealed,
			agencyId,
			caseId,
			flagId: id,
			revisionId,
			concernId,
			rulesetVersion
		})
	);
}

/** Null for a response that does not open: its flag T-UNREADABLE, or the whole card, says so. */
export async function unsealResponse(
	{ agencyId, caseId, key }: CaseAt,
	row: RevisionRow,
	inConcern: ReadonlySet<ResponseId>
): Promise<GivenResponse | null> {
	const { revisionId, responseId, kind, questionnaireVersion, savedAt, sealed } = row;
	const content = await orElse(null, async () => {
		if (!key) return null;
		return sealedResponse.parse(
			await openRevision({
				key,
				sealed,
				agencyId,
				caseId,
				responseId,
				revisionId,
				questionnaireVersion
			})
		);
	});
	const isInConcern = inConcern.has(responseId);
	const { oneHand, talkBy } = row;
	return (
		content && { revisionId, responseId, kind, at: savedAt, oneHand, talkBy, isInConcern, content }
	);
}

async function orElse<Value>(other: Value, open: () => Promise<Value | null>): Promise<Value> {
	try {
		return (await open()) ?? other;
	} catch {
		// changed, moved or of another case: which of them is for the log of nobody
		return other;
	}
}
