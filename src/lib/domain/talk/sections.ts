import {
	asOffered,
	type PlacedQuestion,
	type Question,
	type State
} from '../questionnaire/index.ts';
import { haltOf, lacksConsent, walkTold, type Told } from './told.ts';

/** The screens of a talk in their order, each with the last slot of the questionnaire on it. */
const ends = [
	['gate', 3],
	['feel', 5],
	['happened', 10],
	['fears', 14],
	['orders', 18],
	['children', 20],
	['contact', 25],
	['more', 32],
	['rules', 37],
	['family', 40],
	['around', 44],
	['us', 47],
	['closing', 49]
] as const;

export type SectionName = (typeof ends)[number][0] | 'another_time';

export type AskedQuestion = { question: Question; state: State };
export type Section = {
	name: SectionName;
	questions: AskedQuestion[];
	/** Every question has an answer or was skipped. */
	isDone: boolean;
};

/**
 * What is asked, several questions to a screen, in the order of the questionnaire. An answer brings
 * new questions onto its own screen and onto later ones, never onto an earlier one. The gate stands
 * alone until it lets on.
 */
export function sectionsOf(told: Told): Section[] {
	const { placed, states } = walkTold(told);
	const asked = placed.filter(({ question }) => question.id !== 'CN0');
	const groups = Map.groupBy(asked, (one) => (told.isAlone ? sectionOf(one) : 'another_time'));
	const sections = [...groups].map(([name, ofIt]) => {
		const questions = ofIt.map(({ question }) => ({
			question: asOffered(question, told.facts),
			state: states[question.id]
		}));
		return { name, questions, isDone: questions.every(({ state }) => state !== 'open') };
	});
	const isHeld = lacksConsent(told) || haltOf(told) !== null;
	return isHeld ? sections.filter(({ name }) => name === 'gate') : sections;
}

function sectionOf({ slot }: PlacedQuestion): SectionName {
	const number = Number.parseInt(slot.number, 10);
	const [name] = ends.find(([, last]) => number <= last) ?? ['closing'];
	return name;
}

/** A screen of a talk; at the end stands what is read back to her. */
export type Screen = SectionName | 'read_back';

/**
 * Where a saved screen leads. Where an answer brought a question onto it that the form did not have
 * (a page without script), it is shown again; what was left open on purpose does not hold it up.
 */
export function screenAfter(
	told: Told,
	{ here, asked }: { here: string; asked: readonly string[] }
): Screen {
	const sections = sectionsOf(told);
	if (lacksConsent(told) || haltOf(told) !== null) return 'gate';
	const place = sections.findIndex(({ name }) => name === here);
	const section = sections[place];
	if (!section) return sectionAt(sections, null)?.name ?? 'read_back';
	const hasNew = section.questions.some(({ question }) => !asked.includes(question.id));
	return hasNew ? section.name : (sections[place + 1]?.name ?? 'read_back');
}

/** What stands at this place of the address. Nothing is read back before consent is whole. */
export function screenAt(told: Told, name: string | null): Section | 'read_back' {
	const sections = sectionsOf(told);
	const isHeld = lacksConsent(told) || haltOf(told) !== null;
	if (name === 'read_back' && !isHeld) return 'read_back';
	return sectionAt(sections, name) ?? 'read_back';
}

function sectionAt(sections: readonly Section[], name: string | null): Section | null {
	return (
		sections.find((one) => one.name === name) ??
		sections.find(({ isDone }) => !isDone) ??
		sections.at(-1) ??
		null
	);
}
