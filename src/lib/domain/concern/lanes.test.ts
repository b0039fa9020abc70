import { describe, expect, test } from 'vitest';
import { unreadable } from '../rules/index.ts';
import type { Route } from '../rules/index.ts';
import { fileUnder, lanesOf } from './lanes.ts';

const calm = { conflict: false };
const conflict = { conflict: true };

describe('each route has its lane', () => {
	test.each<[Route[], string, string]>([
		[['O'], 'police', 'other_unit'],
		[['D'], 'police', 'other_unit'],
		[['S'], 'support', 'support'],
		[['OPS'], 'support', 'support'],
		[['SUP'], 'supervisor', 'other_unit'],
		[['XSUP'], 'other_unit', 'other_unit'],
		[['O', 'D', 'S', 'SUP'], 'police support supervisor', 'support other_unit'],
		[['D', 'S', 'XSUP'], 'police support other_unit', 'support other_unit'],
		[['S', 'OPS'], 'support', 'support'],
		[[], '', '']
	])('%s', (routes, usual, inConflict) => {
		expect(lanesOf(routes).join(' ')).toBe(usual);
		expect(lanesOf(routes, calm).join(' ')).toBe(usual);
		expect(lanesOf(routes, conflict).join(' ')).toBe(inConflict);
	});
});

describe('a case without a support organisation', () => {
	const text = [{ ref: 'M1_text', value: 'text' }];
	const flag = (code: string, routes: Route[], evidence = [{ ref: 'V1', value: '4' }]) => ({
		code,
		routes,
		evidence
	});

	test.each([
		['support goes to the officer', flag('F-DECLINED', ['S']), ['police'], ['other_unit']],
		['contact tasks too', flag('F-TECH', ['S', 'OPS']), ['police'], ['other_unit']],
		['what is for all', flag('F-FEAR', ['O', 'S']), ['police'], ['other_unit']],
		['not for support at all', flag('CB8', ['SUP']), ['supervisor'], ['other_unit']],
		[
			'"you made it worse" never falls to the officer',
			flag('F-MADE-WORSE', ['S', 'SUP'], [{ ref: 'M1', value: 'yes' }]),
			['supervisor'],
			['other_unit']
		],
		['nor her words about it', flag('F-TEXT', ['S', 'SUP'], text), ['supervisor'], ['other_unit']],
		[
			'nor that they need a translator',
			flag('F-TEXT-LANG', ['OPS'], text),
			['supervisor'],
			['other_unit']
		],
		[
			'nor that she thought of ending her life; it is not lost either',
			flag('F-VICTIM-SUICIDE', ['S'], [{ ref: 'W1', value: 'now' }]),
			['supervisor'],
			['other_unit']
		]
	])('%s', (_, filed, usual, inConflict) => {
		expect(fileUnder(filed, { hasSupportOrg: false, ...calm })).toEqual(usual);
		expect(fileUnder(filed, { hasSupportOrg: false, ...conflict })).toEqual(inConflict);
	});

	test('with one, nothing is moved', () => {
		const filed = flag('F-VICTIM-SUICIDE', ['S'], [{ ref: 'W1', value: 'now' }]);
		expect(fileUnder(filed, { hasSupportOrg: true, ...calm })).toEqual(['support']);
	});

	test('an answer that could not be read is police and supervisor, or another unit', () => {
		expect(fileUnder(unreadable(calm), { hasSupportOrg: false, ...calm })).toEqual([
			'police',
			'supervisor'
		]);
		expect(fileUnder(unreadable(conflict), { hasSupportOrg: true, ...conflict })).toEqual([
			'other_unit'
		]);
	});
});
