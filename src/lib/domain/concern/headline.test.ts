import { expect, test } from 'vitest';
import { headline } from './headline.ts';

test.each([
	['no flags', [], null],
	['labels are not reasons', [{ code: 'MARAC-ESC', severity: 'label' }], null],
	[
		'the most severe first',
		[
			{ code: 'F-FEAR', severity: 'high' },
			{ code: 'CB5', severity: 'critical' },
			{ code: 'MARAC-ESC', severity: 'label' }
		],
		{ code: 'CB5', others: 1 }
	],
	[
		'then the order of the rules, a code of another ruleset last',
		[
			{ code: 'F-LATER', severity: 'high' },
			{ code: 'F-FEAR', severity: 'high' },
			{ code: 'F-BREACH', severity: 'high' }
		],
		{ code: 'F-BREACH', others: 2 }
	],
	[
		'a lowered one comes after the others',
		[
			{ code: 'F-KILL', severity: 'critical', isLowered: true },
			{ code: 'F-TEXT', severity: 'medium' }
		],
		{ code: 'F-TEXT', others: 1 }
	]
] as const)('the headline of a lane: %s', (_, flags, expected) => {
	expect(headline(flags)).toEqual(expected);
});
