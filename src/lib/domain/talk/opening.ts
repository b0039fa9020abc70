import { opening, type Opening, type Typed } from '../questionnaire/index.ts';
import { valuesOf } from './told.ts';

/** Who interprets, as the form offers it. Only a professional may; the others are named to be refused. */
export const interpreters = [
	'none',
	'professional',
	'family',
	'child',
	'friend',
	'theirs'
] as const;

/** Fields of the opening form. `interpreter` is the number or name of a professional one. */
export const openingFields = ['AM1', 'AM2', 'AM3', 'AM4', 'interpreter', 'AM5', 'AM6'] as const;
export type OpeningField = (typeof openingFields)[number];

/** `choose`: nothing was chosen. `refused`: such an interpreter is never one. */
export type OpeningProblem = 'choose' | 'refused' | 'too_long';

export type OpeningRead =
	| { kind: 'opening'; opening: Opening }
	/** All is well so far, and she is alone: the consent is read aloud next. */
	| { kind: 'consent' }
	| { kind: 'problems'; problems: Partial<Record<OpeningField, OpeningProblem>> };

/**
 * Reads the opening form. After a wrong word nothing else is looked at; after "not alone" the consent
 * is not read, because it would tell the listener what the talk is for.
 */
export function readOpening(typed: Typed, languages: readonly string[]): OpeningRead {
	const value = (field: OpeningField) => (valuesOf(typed, field)[0] ?? '').trim();
	const [AM1, AM2, AM3, AM4, AM5] = (['AM1', 'AM2', 'AM3', 'AM4', 'AM5'] as const).map(value);

	const problems: Partial<Record<OpeningField, OpeningProblem>> = {};
	if (!['phone', 'in_person'].includes(AM1 ?? '')) problems.AM1 = 'choose';
	if (!['yes', 'no'].includes(AM2 ?? '')) problems.AM2 = 'choose';
	if (AM2 !== 'no') {
		if (!['yes', 'no'].includes(AM3 ?? '')) problems.AM3 = 'choose';
		Object.assign(problems, interpreterProblem(AM4, value('interpreter')));
		if (!languages.includes(AM5 ?? '')) problems.AM5 = 'choose';
	}
	if (Object.keys(problems).length > 0) return { kind: 'problems', problems };
	if (AM2 === 'no') return { kind: 'opening', opening: opening.parse({ AM1, AM2 }) };

	const by = AM4 === 'none' ? { kind: 'none' } : { kind: 'professional', id: value('interpreter') };
	const first = { AM1, AM2, AM3, AM4: by, AM5 };
	if (AM3 === 'no') return { kind: 'opening', opening: opening.parse(first) };
	const AM6 = value('AM6');
	if (AM6 === 'yes' || AM6 === 'no') {
		return { kind: 'opening', opening: opening.parse({ ...first, AM6 }) };
	}
	return { kind: 'consent' };
}

function interpreterProblem(
	kind: string | undefined,
	id: string
): Partial<Record<OpeningField, OpeningProblem>> {
	if (kind === 'none') return {};
	if (kind === 'professional') {
		if (id === '') return { interpreter: 'choose' };
		return id.length > 100 ? { interpreter: 'too_long' } : {};
	}
	const isKnown = interpreters.some((one) => one === kind);
	return { AM4: isKnown ? 'refused' : 'choose' };
}
