import type { AgencyId, CaseId } from '#lib/domain/ids.ts';
import { talkState, type TalkState } from '#lib/domain/talk/index.ts';
import { openTalk, type OpeningKey } from '#lib/server/platform/crypto/open/index.ts';
import { sealTalk } from '#lib/server/platform/crypto/seal/index.ts';
import type { TalkRow } from './store.ts';

type Row = Pick<
	TalkRow,
	'agencyId' | 'caseId' | 'responseId' | 'id' | 'questionnaireVersion' | 'version' | 'sealed'
>;

/** What a talk holds so far. Throws `EnvelopeError` when it was changed or moved. */
export async function openState(
	key: OpeningKey,
	{ agencyId, caseId, responseId, id, questionnaireVersion, version, sealed }: Row
): Promise<TalkState> {
	const place = { agencyId, caseId, responseId, talkId: id, questionnaireVersion, version };
	return talkState.parse(await openTalk({ key, ...place, sealed }));
}

/** The whole of it, sealed to the case as the version that it will be. */
export function sealState(
	state: TalkState,
	{
		agencyId,
		caseId,
		responseId,
		id,
		questionnaireVersion,
		version,
		publicKey
	}: Omit<Row, 'sealed'> & { agencyId: AgencyId; caseId: CaseId; publicKey: Uint8Array }
): Promise<Uint8Array> {
	const place = { agencyId, caseId, responseId, talkId: id, questionnaireVersion, version };
	return sealTalk({ publicKey, ...place, content: state });
}
