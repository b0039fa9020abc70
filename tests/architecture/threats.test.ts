import { describe, expect, test } from 'vitest';
import { filesIn, read, root } from './source/project.ts';
import { carriedBy, idsIn, namedByControls } from './threat-tables.ts';
import openIds from './open-ids.json' with { type: 'json' };

// The threat model promises; a test with the id in its name keeps the promise. open-ids.json says
// which promises nothing keeps yet, and why. It may only shrink.

const model = read('docs/threat-model.md');
const promised = idsIn(model);
const open: Record<string, string> = openIds;

const kept = new Set(
	filesIn(root, 'tests', 'src', 'scripts')
		.filter(
			(path) =>
				/\.(test|e2e|bench)\.ts$/.test(path) && path !== 'tests/architecture/threats.test.ts'
		)
		.flatMap((path) => carriedBy(path, read(path)))
);

describe('the threat model', () => {
	test('is read whole', () => {
		for (const last of ['H71', 'F17', 'L10', 'A04']) expect(promised).toContain(last);
		expect(new Set(promised).size).toBe(promised.length);
	});

	test('names no test that it does not describe', () => {
		expect(namedByControls(model).filter((id) => !promised.includes(id))).toEqual([]);
	});

	test('each case has a test that carries its id', () => {
		const unkept = promised.filter((id) => !kept.has(id) && !(id in open));
		expect(
			unkept,
			'Write a test that begins with the id. tests/architecture/open-ids.json is for what a later issue builds.'
		).toEqual([]);
	});

	test('the list of open ids shrinks with every test', () => {
		const closed = Object.keys(open).filter((id) => kept.has(id));
		expect(
			closed,
			'These have a test now: take them off tests/architecture/open-ids.json.'
		).toEqual([]);
	});

	test('the list of open ids holds ids of the tables, each with its reason', () => {
		expect(Object.keys(open).filter((id) => !promised.includes(id))).toEqual([]);
		expect(Object.values(open).filter((reason) => reason.length < 5)).toEqual([]);
	});
});

describe('the guard itself', () => {
	test.each([
		`test('H01 nobody guesses a link', () => {});`,
		`describe('H01 and H02', () => {});`,
		'test.each([1, 2])(`H01 with ${1}`, () => {});',
		`it.concurrent('H01', async () => {});`
	])('sees the id of %s', (text) => {
		expect(carriedBy('a.test.ts', text)).toContain('H01');
	});

	test.each(['skip', 'todo', 'fixme'])('gives nothing for a test that is put off by %s', (word) => {
		expect(carriedBy('a.test.ts', `test.${word}('H01 nobody guesses a link', () => {});`)).toEqual(
			[]
		);
	});

	test('gives nothing for an id that stands elsewhere', () => {
		const text = `// H01\nconst name = 'H01'; check('H01');`;
		expect(carriedBy('a.test.ts', text)).toEqual([]);
	});

	test('reads rows and controls', () => {
		const text = '| T1 | attack | F09 | H11 H12 |\n| H01 | a | b |\n| L1 | a |\n| x | H77 |';
		expect(idsIn(text)).toEqual(['H01', 'L1']);
		expect(namedByControls(text)).toEqual(['H11', 'H12']);
	});
});
