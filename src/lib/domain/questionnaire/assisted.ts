import { z } from 'zod';

/** What the worker records before the questions, on the phone or in person. */
export const openingQuestions = [
	/** How the talk is held. */
	{ id: 'AM1', codes: ['phone', 'in_person'] },
	/** Safe word (or identity) confirmed. */
	{ id: 'AM2', codes: ['yes', 'no'] },
	/** Is the victim alone? */
	{ id: 'AM3', codes: ['yes', 'no'] },
	/** Interpreter. Family, a child, a friend or the perpetrator's interpreter is never one. */
	{ id: 'AM4', codes: ['none', 'professional'] },
	/** Language of the talk: a language code. */
	{ id: 'AM5', codes: [] },
	/** Consent text read aloud and agreed by the victim. Answers CN0. */
	{ id: 'AM6', codes: ['yes', 'no'] }
] as const;

const yesOrNo = z.enum(['yes', 'no']);

const started = {
	AM1: z.enum(['phone', 'in_person']),
	AM4: z.discriminatedUnion('kind', [
		z.strictObject({ kind: z.literal('none') }),
		/** `id`: the number or name under which the interpreter is registered. */
		z.strictObject({ kind: z.literal('professional'), id: z.string().trim().min(1).max(100) })
	]),
	/** A BCP 47 tag, such as `en` or `pt-BR`. */
	AM5: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
};

/**
 * The opening of a talk. Who does not know the safe word is asked nothing more; who is not alone
 * is not read the consent, because it would tell the listener what the talk is for.
 */
export const opening = z.union([
	z.strictObject({ AM1: started.AM1, AM2: z.literal('no') }),
	z.strictObject({ ...started, AM2: z.literal('yes'), AM3: z.literal('no') }),
	z.strictObject({ ...started, AM2: z.literal('yes'), AM3: z.literal('yes'), AM6: yesOrNo })
]);

export type Opening = z.infer<typeof opening>;

/** What the worker noticed during and after. Each one weighs against what the answers say. */
export const observed = z.strictObject({
	heardSomeone: z.boolean().default(false),
	whispered: z.boolean().default(false),
	distressed: z.boolean().default(false),
	cutOff: z.boolean().default(false),
	coached: z.boolean().default(false)
});

export type Observed = z.infer<typeof observed>;

/** The worker's own note, at most 2000 Unicode characters. Its own store, never part of an answer. */
export const workerNote = z
	.string()
	.trim()
	.refine((note) => [...note].length <= 2000);

/**
 * Where the opening leads. `not_opened`: the form stays closed. `not_alone`: only N3 and N4, to
 * arrange another time (`walkNotAlone`). `consent`: the whole form, with CN0 answered so far.
 */
export type Talk =
	{ kind: 'not_opened' } | { kind: 'not_alone' } | { kind: 'consent'; CN0: 'yes' | 'no' };

export function talkAfter(opening: Opening): Talk {
	if (opening.AM2 === 'no') return { kind: 'not_opened' };
	if (opening.AM3 === 'no') return { kind: 'not_alone' };
	return { kind: 'consent', CN0: opening.AM6 };
}

/** The opening's share of the observations that the rules read. */
export function observedAtOpening(opening: Opening): { alone: boolean; identityFailed: boolean } {
	return {
		alone: opening.AM2 === 'no' || opening.AM3 === 'yes',
		identityFailed: opening.AM2 === 'no'
	};
}
