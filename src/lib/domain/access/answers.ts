import {
	isQuestionId,
	questionIds,
	questions,
	textId,
	walk,
	type QuestionId,
	type StoredAnswers,
	type Walk
} from '../questionnaire/index.ts';
import {
	isGranted,
	isOfficerSide,
	isSupportOnly,
	type GivenLane,
	type GivenResponse,
	type Reader
} from './given.ts';
import { scopeOf, type Part } from './permissions.ts';
import type { AnswerState, AnswerView, OwnWords, ResponseView } from './views.ts';

/** The row of the matrix that an answer belongs to. Her own words beside M1 belong to M1. */
export function partOf(question: QuestionId, of: 'answers' | 'ownWords' = 'answers'): Part {
	if (question === 'M1' || question === 'M2') return 'madeWorse';
	return question === 'W1' ? 'victimSuicide' : of;
}

/** The question of a key of stored answers or of evidence; null for anything else. */
export function questionOf(ref: string): QuestionId | null {
	const id = ref.replace(/_text$/, '');
	return isQuestionId(id) ? id : null;
}

type Look = { reader: Reader; lane: GivenLane };

/** One response as this reader may see it; null when nothing of it is theirs to read. */
export function readableResponse(look: Look, response: GivenResponse): ResponseView | null {
	if (isOfficerSide(look.reader) && isSupportOnly(response)) return null;

	const { revisionId, kind, at, oneHand, talkBy, content } = response;
	const walked = walk(withoutHiddenCodes(look.reader, content.answers), content.facts);
	const mayRead = (part: Part) => isReadable(look, part, response);
	const answers = questionIds
		.filter((id) => mayRead(partOf(id)))
		.map((id) => answerView(id, walked));
	const words = questionIds
		.filter((id) => mayRead(partOf(id, 'ownWords')))
		.flatMap((id) => wordsOf(id, walked, { language: content.language, at }));
	if (answers.length + words.length === 0) return null;

	const { mode, language } = content;
	const talk = content.talk && { by: talkBy, interpreter: content.talk.interpreter };
	return { revisionId, kind, at, mode, language, answers, words, oneHand, talk };
}

/** A part that is open only with the concern is open only in what belongs to it. */
function isReadable({ reader, lane }: Look, part: Part, { isInConcern }: GivenResponse): boolean {
	const isForConcern = scopeOf(reader.relation, part) !== 'yes';
	return isGranted(reader, part, lane) && (isInConcern || !isForConcern);
}

/**
 * H4 without "because of my papers". If she ticked nothing else the question reads as skipped: an
 * answered question without an answer would tell that there is one that may not be shown.
 */
function withoutHiddenCodes({ relation }: Reader, answers: StoredAnswers): StoredAnswers {
	const given = answers.H4;
	if (given === undefined || scopeOf(relation, 'migrationStatus') === 'yes') return answers;
	const left = [given ?? []].flat().filter((code) => code !== 'status');
	return { ...answers, H4: left.length > 0 ? left : null };
}

const states: Record<Walk['states'][QuestionId], AnswerState> = {
	answered: 'answered',
	skipped: 'skipped',
	declined: 'declined',
	not_shown: 'not_asked',
	// she stopped before it
	open: 'not_asked'
};

function answerView(question: QuestionId, { states: found, kept }: Walk): AnswerView {
	const isText = questions[question].kind === 'text';
	const codes = isText ? [] : [kept[question] ?? []].flat();
	return { question, state: states[found[question]], codes };
}

function wordsOf(
	question: QuestionId,
	{ kept }: Walk,
	said: { language: string; at: Date }
): OwnWords[] {
	const text = kept[questions[question].kind === 'text' ? question : textId(question)];
	return typeof text === 'string' ? [{ question, text, ...said }] : [];
}
