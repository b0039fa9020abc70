import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { questions } from '#lib/domain/questionnaire/index.ts';
import type { IntakeView } from '#lib/domain/questionnaire/view.ts';
import { stylePartsOf } from './style.ts';

const words = {} as IntakeView['words']; // no part depends on a word
const of = (page: IntakeView['page'], more: Partial<IntakeView> = {}) =>
	stylePartsOf({
		page,
		words,
		values: {},
		problem: null,
		languages: { offered: ['en', 'ar'], isOpen: false },
		...more
	});
const asking = (id: keyof typeof questions) =>
	({ kind: 'question', question: questions[id], number: 1, about: 9 }) as const;

test.each([
	['a choice', of(asking('SF1')), ['idle', 'answers']],
	['a choice with own words', of(asking('H2')), ['idle', 'answers', 'writing']],
	['a text', of(asking('V2')), ['idle', 'writing']],
	['the help page', of({ kind: 'help', after: 'R1' }), ['idle', 'lists']],
	['the last page', of({ kind: 'last' }), ['idle', 'lists']],
	['the danger page', of({ kind: 'danger' }), ['idle', 'call']],
	['a page that may be handed on', of({ kind: 'come_back' }), []],
	['a problem', of({ kind: 'send' }, { problem: 'first_page' }), ['idle', 'problem']]
])('%s carries the rules that it needs, and no others', (_, parts, wanted) => {
	expect(parts).toEqual(wanted);
});

test('each part has its file', () => {
	const files = readdirSync(new URL('./style', import.meta.url)).map((file) =>
		file.replace('.css', '')
	);
	const named = [
		'answers',
		'base',
		'call',
		'hint',
		'idle',
		'languages',
		'lists',
		'problem',
		'writing'
	];
	expect(files.toSorted()).toEqual(named);
});
