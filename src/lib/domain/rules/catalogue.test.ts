import { describe, expect, test } from 'vitest';
import { codes, placeOf, reasonOf, suggestedActions, tagsOf, unreadable } from './index.ts';

const marac = 'MARAC referral or its local equivalent';
const texts = (code: string, beside?: string[]) =>
	suggestedActions(code, beside).map(({ text }) => text);

describe('every flag helps the one who reads it', () => {
	test.each(codes)('%s has a sentence, something to do, and a tag of the seed', (code) => {
		expect(reasonOf(code)).toMatch(/^[A-Z].*[.)]$/);
		expect(tagsOf(code).length).toBeGreaterThan(0);
		// CB6 joins whatever is high beside it, so alone it has nothing to offer
		if (code !== 'CB6') expect(suggestedActions(code).length).toBeGreaterThan(0);
	});

	test('no code stands twice', () => {
		expect(new Set(codes).size).toBe(codes.length);
	});

	test('a code of another ruleset is shown as it is, and comes last', () => {
		expect(reasonOf('F-LATER')).toBe('F-LATER');
		expect(suggestedActions('F-LATER')).toEqual([]);
		expect(placeOf('F-LATER')).toBe(codes.length);
	});
});

describe("the seed's own examples come first", () => {
	test.each([
		[
			'F-WONT-COMPLY',
			'Do not rely on the barring order alone. Consider other arrangements: offer referral to a shelter (if the victim wants it) and, when mandatory, arrest the perpetrator.'
		],
		[
			'F-CHILD-FEAR',
			'When bail conditions are set or reviewed, consider a protection order that forbids contact by the perpetrator with the children.'
		]
	])('%s', (code, text) => {
		const actions = suggestedActions(code);
		expect(actions[0]).toEqual({ text, first: true });
		expect(actions.slice(1).every(({ first }) => !first)).toBe(true);
	});

	test('in a combination too', () => {
		expect(suggestedActions('CB4')[0]?.first).toBe(true);
		expect(suggestedActions('CB8')[0]?.first).toBe(true);
	});

	test('nowhere else', () => {
		const withFirst = codes.filter((code) => suggestedActions(code).some(({ first }) => first));
		expect(withFirst).toEqual(['F-WONT-COMPLY', 'F-CHILD-FEAR', 'CB4', 'CB8']);
	});
});

describe('a combination offers what the flags it joins offer', () => {
	test.each(['CB1', 'CB2', 'CB3', 'MARAC-REPEAT', 'MARAC-ESC'])('%s adds MARAC', (code) => {
		expect(texts(code)).toContain(marac);
	});

	test('only of the flags that stand beside it', () => {
		expect(texts('CB5', ['F-FEAR'])).toEqual(texts('F-FEAR'));
		expect(texts('CB8', ['F-STALK', 'F-FAMILY'])).toEqual([
			...texts('F-STALK'),
			...texts('F-FAMILY')
		]);
		expect(texts('CB3', [])).toEqual([marac]);
	});

	test('each action once', () => {
		for (const code of codes) expect(new Set(texts(code)).size).toBe(texts(code).length);
	});
});

describe('an answer that could not be read', () => {
	test('calls the officer, the duty desk and the supervisor, and says nothing else', () => {
		expect(unreadable({ conflict: false })).toEqual({
			code: 'T-UNREADABLE',
			severity: 'critical',
			routes: ['O', 'D', 'SUP'],
			reason: 'An answer arrived that could not be read. Contact the victim by the contact plan.',
			evidence: []
		});
	});

	test('calls another unit in a conflict case', () => {
		expect(unreadable({ conflict: true }).routes).toEqual(['D', 'XSUP']);
	});
});
