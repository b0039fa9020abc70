import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { questionIds, questions } from '../domain/questionnaire/index.ts';
import {
	direction,
	hasText,
	languages,
	reviewedBy,
	tellingWords,
	text,
	type Key
} from './index.ts';
import { en } from './locales/en/index.ts';
import * as locales from './locales/index.ts';

const src = new URL('../../', import.meta.url);
const t = text('en');

describe('the words of the questionnaire', () => {
	test('every question and every answer has its words in every language', () => {
		for (const language of languages) {
			for (const id of questionIds) {
				const say = text(language);
				expect(say(`q.${id}.text`, { person: 'they', since: 'Since then' }), id).not.toBe('');
				for (const code of questions[id].codes) {
					expect(say(`q.${id}.a.${code}`), `${id} ${code}`).not.toBe('');
				}
			}
		}
	});

	test('no words are left over from a question or an answer that is gone', () => {
		const codes = (id: (typeof questionIds)[number]) =>
			// R1b offers the answers of R1, and has no copy of their words
			id === 'R1b' ? [] : questions[id].codes.map((code) => `${id}.a.${code}`);
		const known = questionIds.flatMap((id) => [`${id}.text`, `${id}.help`, ...codes(id)]);
		expect(leaves(en.questions.q).filter((key) => !known.includes(key))).toEqual([]);
	});

	test('the past is asked with the same list of things as the present', () => {
		for (const code of questions.R1b.codes) {
			expect(t(`q.R1b.a.${code}`)).toBe(t(`q.R1.a.${code}`));
		}
	});

	test('only questions with a help text have one', () => {
		expect(hasText('q.R1.help')).toBe(true);
		expect(hasText('q.SF2.help')).toBe(false);
	});
});

describe('the words of the pages', () => {
	const { closed, away, exit, idle } = en.intake;
	const outside = ['CodePage', 'ComeBack', 'Frame', 'ExitBar', 'ExitLink', 'LanguageLinks'];
	const onPages: Key[] = [
		...outside.flatMap((page) => keysIn(read(`lib/ui/intake/${page}.svelte`))),
		// what stands on every page, or is chosen as the page is made
		...namesIn({ closed, away, exit, idle }).filter(hasText)
	];
	const inMessages = leaves(en.messages).filter(hasText);

	test.each(languages)(
		'H07 in %s, what others may see tells nothing of what it is for',
		(language) => {
			expect(onPages).toContain('landing.heading');
			expect(inMessages).toContain('message.a.first');
			const seen = [...onPages, ...inMessages].map((key) =>
				text(language)(key, { count: 15, link: '', day: '', time: '' }).toLowerCase()
			);
			const telling = tellingWords(language);
			expect(telling.length).toBeGreaterThan(20);
			expect(seen.filter((words) => telling.some((word) => words.includes(word)))).toEqual([]);
		}
	);

	test.each(languages)('in %s, the words that tell are found where they are', (language) => {
		const consent = ['consent.who', 'consent.report', 'safer.watched', 'foot.safer'] as const;
		for (const key of consent.map((one) =>
			text(language)(one, { who: '', personTo: '', lawBlock: '' })
		)) {
			expect(tellingWords(language).filter((word) => key.toLowerCase().includes(word))).not.toEqual(
				[]
			);
		}
	});

	test.each(languages)('in %s, a message with its link fits into one text message', (language) => {
		const link = `https://reminder.example/l/${'0'.repeat(32)}`;
		for (const cover of ['a', 'b', 'c'] as const) {
			for (const nth of ['first', 'again'] as const) {
				expect(text(language)(`message.${cover}.${nth}`, { link }).length).toBeLessThanOrEqual(160);
			}
		}
	});

	test('no text of hers is written that nothing shows', () => {
		const code = sources('').join('\n');
		const isUsed = (key: string) => {
			const parts = key.split('.');
			const above = parts.map((_, end) => parts.slice(0, end).join('.')).filter(Boolean);
			return code.includes(`'${key}'`) || above.some((start) => code.includes(`\`${start}.\${`));
		};
		expect(
			leaves({ ...en.intake, consent: en.questions.consent })
				.map(named)
				.filter((key) => !isUsed(key))
		).toEqual([]);
	});
});

describe('the catalogues', () => {
	const plurals = leaves(catalogues(en))
		.filter((key) => key.endsWith('_one'))
		.map(named);

	test('a folder of a language that is not in the list is noticed', () => {
		const folders = readdirSync(new URL('lib/i18n/locales/', src), { withFileTypes: true })
			.filter((entry) => entry.isDirectory())
			.map((entry) => entry.name);
		expect([...languages].sort()).toEqual(folders.sort());
	});

	test.each(languages)(
		'%s lacks no text, has none that is gone, and keeps the placeholders',
		(language) => {
			const translation = catalogues(locales[language as keyof typeof locales]);
			expect(namesIn(translation)).toEqual(namesIn(catalogues(en)));
			for (const [name, own] of textsIn(translation)) {
				expect([name, placeholders(own)]).toEqual([
					name,
					placeholders(textsIn(catalogues(en)).get(name))
				]);
			}
		}
	);

	test.each(languages)('%s has the plural forms of its grammar, and no others', (language) => {
		const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
		const keys = leaves(catalogues(locales[language as keyof typeof locales]));
		for (const name of plurals) {
			const own = keys.filter((key) => key !== name && named(key) === name);
			expect(own.toSorted()).toEqual(forms.map((form) => `${name}_${form}`).toSorted());
		}
	});

	test('a count is told in the form that the language asks for', () => {
		expect(t('idle.warning', { count: 1 })).toBe('This page closes in 1 minute.');
		expect(t('idle.warning', { count: 2 })).toBe('This page closes in 2 minutes.');
		const polish = [1, 2, 5, 22].map((count) => text('pl')('landing.time', { count }));
		expect(new Set(polish.map((words) => words.replace(/\d+/, ''))).size).toBe(3);
	});

	test('English is the only language that has been reviewed', () => {
		expect(languages.filter((language) => reviewedBy(language) !== null)).toEqual(['en']);
	});

	test('no catalogue hides a text of another', () => {
		const { questions, intake, messages, desk } = en;
		const names = [questions, intake, messages, desk].flatMap((one) => Object.keys(one));
		expect(names).toEqual([...new Set(names)]);
	});

	test('a key without a text throws, and so does a placeholder without a value', () => {
		expect(() => t('q.H2.a.nothing')).toThrow('q.H2.a.nothing');
		expect(() => t('step', { number: 1 })).toThrow('about');
		expect(() => t('step')).toThrow('number');
	});

	test('what looks like a placeholder or markup in a value stays as it was typed', () => {
		const lawBlock = '<b>&amp; {{person}} $t(q.R1.text) 10 %';
		expect(t('consent.report', { lawBlock })).toContain(lawBlock);
	});

	test('an unknown language is English, and each language is set up once', () => {
		expect(text('xx')('button.back')).toBe('Back');
		expect(text('en')).toBe(text('en'));
	});

	test('the direction of writing is known for languages that are yet to come', () => {
		expect(['en', 'ar', 'fa', 'he', 'uk'].map(direction)).toEqual([
			'ltr',
			'rtl',
			'rtl',
			'rtl',
			'ltr'
		]);
	});
});

/** What she and whoever looks on may read, without what staff reads. */
function catalogues({ questions, intake, messages }: Pick<typeof en, 'messages'> & Catalogues) {
	return { ...questions, ...intake, ...messages };
}

type Catalogues = { questions: object; intake: object };

/** `minutes_few` is a form of `minutes`; the code `other` of an answer is no form of anything. */
function named(key: string): string {
	return key.replace(/_(zero|one|two|few|many|other)$/, '');
}

function namesIn(catalogue: object): string[] {
	return [...new Set(leaves(catalogue).map(named))].toSorted();
}

/** One text for each name: of a plural its commonest form. */
function textsIn(catalogue: object, above = ''): Map<string, string> {
	return new Map(
		Object.entries(catalogue).flatMap(([name, value]: [string, unknown]): [string, string][] => {
			if (typeof value === 'string') return [[named(`${above}${name}`), value]];
			return value && typeof value === 'object' ? [...textsIn(value, `${above}${name}.`)] : [];
		})
	);
}

function placeholders(words = ''): string[] {
	return [...new Set(words.match(/\{\{\w+\}\}/g) ?? [])].toSorted();
}

/** The paths of all texts in a catalogue. */
function leaves(catalogue: object): string[] {
	return Object.entries(catalogue).flatMap(([name, value]) =>
		typeof value === 'string' ? [name] : leaves(value).map((below) => `${name}.${below}`)
	);
}

/** The keys that a component asks for by name. The compiler knows that each has a text. */
function keysIn(source: string): Key[] {
	return [...source.matchAll(/(?:\bt|text\(language\))\(\s*'([^']+)'/g)]
		.map(([, key]) => key ?? '')
		.filter(hasText);
}

function sources(folder: string): string[] {
	const all = readdirSync(new URL(`${folder}/`.replace(/^\//, './'), src), { recursive: true });
	return all
		.map((file) => String(file))
		.filter((file) => /\.(svelte|ts)$/.test(file) && !file.endsWith('.test.ts'))
		.map((file) => read(`${folder}/${file}`.replace(/^\//, '')));
}

function read(file: string): string {
	return readFileSync(new URL(file, src), 'utf8');
}
