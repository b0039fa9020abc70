import type { AnswerBrief } from '../case/views.ts';
import { readableResponse } from './answers.ts';
import {
	isOfficerSide,
	isSupportOnly,
	type GivenLane,
	type GivenResponse,
	type Reader
} from './given.ts';

const inBrief: readonly string[] = ['SF1', 'SF2'];

/**
 * One response in a line of its case page, by the same rules as on a card. `lane`: the lane of the
 * open concern that this reader works first; without one, nothing that is open only with a concern.
 */
export function briefAnswer(
	{ reader, lane }: { reader: Reader; lane: GivenLane | null },
	response: GivenResponse
): AnswerBrief {
	const { revisionId, at, kind } = response;
	const closed: GivenLane = { lane: 'police', severity: 'low', state: 'closed' };
	const readable = readableResponse({ reader, lane: lane ?? closed }, response);
	const answers = readable?.answers.filter(({ question }) => inBrief.includes(question)) ?? [];
	return {
		revisionId,
		at,
		kind,
		answers: answers.length > 0 ? answers : null,
		isSupportOnly: isOfficerSide(reader) && isSupportOnly(response)
	};
}
