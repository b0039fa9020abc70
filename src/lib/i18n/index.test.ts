import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { questionIds, questions } from '../domain/questionnaire/index.ts';
import { direction, hasText, languages, text } from './index.ts';
import { en } from './locales/en/index.ts';

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
	test('a page without a visit says nothing of what it is for', () => {
		const pages = ['CodePage', 'ClosedPage', 'ComeBack', 'Frame', 'ExitBar', 'ExitLink'];
		const keys = pages.flatMap((page) => keysIn(read(`lib/ui/intake/${page}.svelte`)));
		expect(keys).toContain('landing.heading');

		const telling =
			/police|violence|victim|abuse|safe|crime|help ?line|heard|danger|officer|court|support/i;
		for (const language of languages) {
			expect(keys.map((key) => text(language)(key)).filter((words) => telling.test(words))).toEqual(
				[]
			);
		}
	});

	test('every text that a page of hers asks for exists', () => {
		const keys = sources('lib/ui/intake').flatMap(keysIn);
		expect(keys.length).toBeGreaterThan(30);
		expect(keys.filter((key) => !hasText(key))).toEqual([]);
	});

	test('no text of hers is written that nothing shows', () => {
		const code = sources('').join('\n');
		const isUsed = (key: string) => {
			const parts = key.split('.');
			const above = parts.map((_, end) => parts.slice(0, end).join('.')).filter(Boolean);
			return code.includes(`'${key}'`) || above.some((start) => code.includes(`\`${start}.\${`));
		};
		expect(
			leaves({ ...en.intake, consent: en.questions.consent }).filter((key) => !isUsed(key))
		).toEqual([]);
	});
});

describe('the catalogues', () => {
	test('a folder of a language that is not in the list is noticed', () => {
		const folders = readdirSync(new URL('lib/i18n/locales/', src), { withFileTypes: true })
			.filter((entry) => entry.isDirectory())
			.map((entry) => entry.name);
		expect([...languages].sort()).toEqual(folders.sort());
	});

	test('no catalogue hides a text of another', () => {
		const names = Object.values(en).flatMap((catalogue) => Object.keys(catalogue));
		expect(names).toEqual([...new Set(names)]);
	});

	test('a key without a text throws, and so does a placeholder without a value', () => {
		expect(() => t('q.H2.nothing')).toThrow('q.H2.nothing');
		expect(() => t('q.H2')).toThrow('q.H2');
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

/** The paths of all texts in a catalogue. */
function leaves(catalogue: object): string[] {
	return Object.entries(catalogue).flatMap(([name, value]) =>
		typeof value === 'string' ? [name] : leaves(value).map((below) => `${name}.${below}`)
	);
}

/** The keys that a component asks for by name. */
function keysIn(source: string): string[] {
	return [...source.matchAll(/(?:\bt|text\(language\))\(\s*'([^']+)'/g)].map(
		([, key]) => key ?? ''
	);
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
