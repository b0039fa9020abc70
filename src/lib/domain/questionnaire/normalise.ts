import type { Question } from './definition.ts';
import { textId } from './stored.ts';
import type { KeptAnswers, StoredAnswers, Typed } from './stored.ts';
import type { Problem } from './view.ts';

/** What one stored answer says. `open` = no answer yet. */
export type Reading = {
	state: 'answered' | 'declined' | 'skipped' | 'open';
	/** The clean stored form of the question and of its text. */
	stored: StoredAnswers;
	/** The same for conditions and rules; empty unless answered. */
	kept: KeptAnswers;
};

const nothing: Reading = { state: 'open', stored: {}, kept: {} };

/**
 * Reads one question out of stored answers, forgiving whatever else stands there. Where two ticks
 * contradict each other, the worse reading is kept: "none of these" beside "hit me" is "hit me".
 */
export function readStored(question: Question, answers: StoredAnswers): Reading {
	const raw = answers[question.id];
	if (question.kind === 'text') return readText(question, raw);

	const words = question.other === null ? '' : cleanText(answers[textId(question.id)]);
	const ticked = readCodes(question, raw, words);
	if (ticked.length > 0)
		return question.kind === 'one' ? one(question, ticked, words) : many(question, ticked, words);
	return raw === null ? skipped(question) : nothing;
}

/**
 * Reads what was typed on the page of one question (input names: question id and `<id>_text`).
 * Refuses an answer without a choice and a text over its limit: nothing is cut silently. An empty
 * text question is a skip.
 */
export function readAnswer(
	question: Question,
	typed: Typed
): { ok: true; stored: StoredAnswers } | { ok: false; problem: Problem } {
	const raw = typed[question.id] ?? [];
	if (question.kind === 'text') {
		if (isOver(question.max, cleanText(raw))) return { ok: false, problem: 'too_long' };
		return { ok: true, stored: readText(question, raw).stored };
	}

	const words = typed[textId(question.id)] ?? '';
	if (question.other !== null && isOver(question.other.max, cleanText(words))) {
		return { ok: false, problem: 'too_long' };
	}
	const reading = readStored(question, { [question.id]: raw, [textId(question.id)]: words });
	if (reading.state !== 'open') return { ok: true, stored: reading.stored };
	return { ok: false, problem: question.required ? 'choose_to_go_on' : 'choose' };
}

/** The stored form of a question that was skipped: no value, and no words beside it. */
export function skipped(question: Question): Reading {
	return { state: 'skipped', stored: { [question.id]: null }, kept: {} };
}

function readText(question: Question, raw: StoredAnswers[string] | undefined): Reading {
	if (raw === undefined) return nothing;
	const text = cleanText(raw);
	if (text === '') return skipped(question);
	return { state: 'answered', stored: { [question.id]: text }, kept: { [question.id]: text } };
}

function readCodes(
	question: Question,
	raw: StoredAnswers[string] | undefined,
	words: string
): string[] {
	const given = new Set(typeof raw === 'string' ? [raw] : raw);
	// own words are an answer, whether or not the row beside them was ticked
	if (question.other !== null && words !== '') {
		if (question.kind === 'one') return [question.other.code];
		given.add(question.other.code);
	}
	return question.codes.filter((code) => given.has(code));
}

function one(question: Question, ticked: string[], words: string): Reading {
	const [code] = ticked;
	// no browser sends two values of one radio group, and guessing which was meant would be ours
	if (code === undefined || ticked.length > 1) return nothing;
	if (code === 'rns') return { state: 'declined', stored: { [question.id]: code }, kept: {} };
	const answer = { [question.id]: code, ...wordsOf(question, words) };
	return { state: 'answered', stored: answer, kept: answer };
}

function many(question: Question, ticked: string[], words: string): Reading {
	const telling = ticked.filter((code) => !question.exclusive.includes(code));
	if (telling.length > 0) {
		const own = wordsOf(question, words);
		return {
			state: 'answered',
			stored: { [question.id]: ticked, ...own },
			kept: { [question.id]: telling, ...own }
		};
	}
	if (ticked.includes('rns')) {
		const stored = ticked.length === 1 ? 'rns' : ticked;
		return { state: 'declined', stored: { [question.id]: stored }, kept: {} };
	}
	return { state: 'answered', stored: { [question.id]: ticked }, kept: { [question.id]: ticked } };
}

function wordsOf(question: Question, words: string): Record<string, string> {
	return words === '' ? {} : { [textId(question.id)]: words };
}

/**
 * Text as it is kept: line breaks stay, other control characters go, and a lone surrogate, which
 * no encoding can carry, becomes the replacement character. A field that came twice keeps both.
 */
function cleanText(raw: StoredAnswers[string] | undefined): string {
	const text = Array.isArray(raw) ? raw.join('\n') : (raw ?? '');
	return text
		.replace(/\r\n?/g, '\n')
		.replace(/[^\P{Cc}\n]/gu, '')
		.replace(/\p{Surrogate}/gu, '\uFFFD')
		.trim();
}

/** Counts Unicode characters (code points), so that a limit is the same in every script. */
function isOver(max: number | null, text: string): boolean {
	return max !== null && [...text].length > max;
}
