import type { en } from './locales/en/index.ts';

type Form = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
type Source = typeof en;
type Questions = Source['questions']['q'];

/** `minutes_one` and `minutes_other` are two forms of one text, `minutes`. */
type Named<Name extends string> = Name extends `${infer Base}_${Form}` ? Base : Name;

type Paths<Texts> = {
	[Name in keyof Texts & string]: Texts[Name] extends string
		? Named<Name>
		: `${Name}.${Paths<Texts[Name]>}`;
}[keyof Texts & string];

/** The name of a text. The codes of answers are the questionnaire's own, and a test's matter. */
export type Key =
	| Paths<Source['questions']>
	| Paths<Source['intake']>
	| Paths<Source['messages']>
	| Paths<Source['desk']>
	| `q.${keyof Questions}.a.${string}`;

// which plural forms there are is each language's own matter; every one has `other`
type Same<Texts> = {
	[
		Name in keyof Texts as Name extends `${string}_${Exclude<Form, 'other'>}` ? never : Name
	]: Texts[Name] extends string ? string : Same<Texts[Name]>;
};

/** What a language brings. Pages of staff are in English. */
export type Translation = {
	about: {
		/** The language's own name. */
		name: string;
		/** The person who read all of it and stands for it; null while nobody does. */
		reviewedBy: string | null;
	};
	questions: Same<Source['questions']>;
	intake: Same<Source['intake']>;
	messages: Same<Source['messages']>;
	telling: readonly string[];
};
