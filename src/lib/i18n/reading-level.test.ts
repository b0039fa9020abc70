import { fleschKincaid } from 'flesch-kincaid';
import { syllable } from 'syllable';
import { expect, test } from 'vitest';
import { en } from './locales/en/index.ts';

// The Flesch-Kincaid grade: school years that a text asks for. It was made for whole pages; a row of
// one long everyday word is a page of one hard word to it, so each text above 6 has its reason here.

const HIGHEST = 6;

const fewWords = 'one to four everyday words: the formula sees nothing but their syllables';
const specified = 'the wording of the questionnaire, which is versioned';
const reasons: Record<string, string> = {
	'q.CN1.a.both': specified,
	'q.H2.a.other': fewWords,
	'q.R4.a.other': fewWords,
	'q.O2.help': specified,
	'q.O3.a.other': fewWords,
	'q.O5.a.1': fewWords,
	'q.O5.a.2': fewWords,
	'q.K2.a.none': specified,
	'q.N2.a.officer': fewWords,
	'q.N2.a.either': fewWords,
	'q.H4.a.lang': fewWords,
	'q.H4.a.other': fewWords,
	'q.V3.a.other': fewWords,
	'q.T1.a.maybe': fewWords,
	'q.X1.text': specified,
	'q.P2.a.better': fewWords,
	'q.M2.a.partly': fewWords,
	'words.person.ex': fewWords,
	'words.person_to.ex': fewWords,
	'frame.language': fewWords,
	'button.continue': fewWords,
	'button.delete_confirm': fewWords,
	'deleted.heading': fewWords,
	'deleted.already_read_one': specified,
	'deleted.already_read_other': specified,
	'message.subject': fewWords
};

test('no text of hers asks for more than six years of school without a reason', () => {
	const grades = texts({ ...en.questions, ...en.intake, ...en.messages })
		.map(([key, words]) => ({ key, grade: gradeOf(words) }))
		.toSorted((a, b) => b.grade - a.grade);
	console.log(grades.map(({ key, grade }) => `${grade.toFixed(1).padStart(6)}  ${key}`).join('\n'));

	expect(grades.length).toBeGreaterThan(300);
	const tooHigh = grades.filter(({ grade }) => grade > HIGHEST).map(({ key }) => key);
	expect(tooHigh.toSorted()).toEqual(Object.keys(reasons).toSorted());
});

test('the measure tells a plain sentence from an official one', () => {
	expect(gradeOf('You can skip any question. You can stop at any time.')).toBeLessThan(4);
	const official =
		'Participation is voluntary and information provided will be processed confidentially.';
	expect(gradeOf(official)).toBeGreaterThan(15);
});

function gradeOf(text: string): number {
	const plain = text.replace(/\{\{\w+\}\}/g, 'it').replace(/[“”"]/g, '');
	const words = plain.split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word));
	const sentences = plain.split(/[.!?:](?:\s|$)/).filter((sentence) => sentence.trim() !== '');
	return fleschKincaid({
		sentence: sentences.length,
		word: words.length,
		syllable: words.reduce((sum, word) => sum + Math.max(1, syllable(word)), 0)
	});
}

/** Every text of a catalogue, with its path. */
function texts(catalogue: object, above = ''): [string, string][] {
	return Object.entries(catalogue).flatMap(([name, value]: [string, unknown]) => {
		if (typeof value === 'string') return [[above + name, value] satisfies [string, string]];
		return value && typeof value === 'object' ? texts(value, `${above}${name}.`) : [];
	});
}
