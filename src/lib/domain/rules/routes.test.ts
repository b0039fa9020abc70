import { describe, expect, test } from 'vitest';
import type { StoredAnswers } from '../questionnaire/index.ts';
import { ago, assessed, flagOf, namesOf } from './example.ts';
import { forOfficer } from './index.ts';
import type { Input } from './index.ts';

const confidential = { supportConfidential: true, hasLiveOrder: true, hasChildren: true };

const everything: StoredAnswers = {
	CN2: 'danger',
	SF1: '-2',
	SF2: '0',
	H2: ['physical', 'stalk', 'control', 'cohabit'],
	R1: ['neck', 'kill', 'weapon', 'perp_suicide', 'child_hurt'],
	R2: 'yes',
	H5: 'worse',
	V1: '4',
	V2: 'he has a knife',
	R3: '3',
	R4: ['kill_me', 'kids', 'self'],
	O2: 'many',
	O3: ['came'],
	O5: '0',
	K2: ['take', 'taken', 'hurt'],
	K3: 'yes',
	N1: 'urgent',
	N2: 'officer',
	N3: 'no',
	CH1: ['separated', 'preg'],
	V3: ['officer', 'shelter'],
	T1: 'yes',
	X1: 'mine',
	M1: 'yes',
	M1_text: 'they told him',
	W1: 'now'
};

const facts: Input['facts'] = {
	...confidential,
	events12m: 4,
	maracUntil: ago(-1000),
	overdueHigh: true,
	programmeStatus: 'attending',
	baselineSF2: '3'
};

function routesOf(input: Partial<Input>, answers: StoredAnswers = everything) {
	const { flags } = assessed(answers, { facts, ...input });
	return new Map(flags.map(({ code, routes }) => [code, routes]));
}

describe('only her support worker may see her answers (CN1 = support)', () => {
	const routes = routesOf({}, { ...everything, CN1: 'support' });
	const officerSide = [...routes].filter(([, to]) =>
		to.some((route) => ['O', 'D', 'SUP'].includes(route))
	);

	test('the officer side keeps the wish to be called and two sentences', () => {
		expect(Object.fromEntries(officerSide)).toEqual({
			'F-CALL': ['O'],
			'F-DANGER-NOW': ['D', 'S'],
			'F-CHILD-TAKEN': ['D', 'S']
		});
	});

	test('no flag is lost: what is left without a route goes to support', () => {
		expect(namesOf(assessed({ ...everything, CN1: 'support' }, { facts }))).toEqual(
			namesOf(assessed(everything, { facts }))
		);
		expect(routes.get('CB6')).toEqual(['S']);
		expect(routes.get('F-BREACH')).toEqual(['S']);
		expect(routes.get('F-CONTACT-UNSAFE')).toEqual(['S', 'OPS']);
	});

	test.each([['worker'], ['either'], ['other'], [null]])(
		'with N2 = %s the officer does not see the wish to be called',
		(N2) => {
			const to = routesOf({}, { CN1: 'support', N1: 'urgent', N2 }).get('F-CALL');
			expect(to).toEqual(['S']);
		}
	);

	test('CN1 without a confidential organisation was never asked, so it chooses nothing', () => {
		const to = routesOf({ facts: {} }, { CN1: 'support', V1: '4' }).get('F-OWN-VIEW');
		expect(to).toEqual(['O', 'S']);
	});
});

describe('what she said for her support worker alone stays there later', () => {
	const previous = {
		at: ago(1000),
		answers: { CN0: 'yes', CN1: 'support', SF2: '3' },
		overall: 'none' as const
	};
	const both = { CN1: 'both', SF2: '1' };

	test('the drop against it goes to support only', () => {
		expect(routesOf({ previous }, both).get('F-DROP')).toEqual(['S']);
	});

	test('a combination that needs the drop goes to support only', () => {
		const found = routesOf({ previous, facts: confidential }, { ...both, O5: '0' });
		expect(found.get('CB8')).toEqual(['S']);
	});

	test('a combination that holds without the drop does not speak of it', () => {
		const found = assessed({ ...both, N1: 'urgent' }, { previous, facts });
		const overdue = flagOf(found, 'CB6');
		expect(overdue?.routes).toEqual(['D', 'SUP']);
		expect(overdue?.evidence.map(({ ref }) => ref)).toEqual(['flag:F-CALL', 'facts.overdueHigh']);
	});

	test('while she keeps to her choice, all of it is for support', () => {
		const found = assessed(
			{ CN1: 'support', SF2: '1', O5: '0' },
			{ previous, facts: confidential }
		);
		expect(flagOf(found, 'CB8')?.evidence.map(({ ref }) => ref)).toContain('flag:F-DROP');
	});
});

describe('the conflict mark', () => {
	const routes = routesOf({ facts: { ...facts, conflict: true } });

	test('leaves nothing with the officer or the supervisor of the unit', () => {
		expect([...routes].filter(([, to]) => to.includes('O') || to.includes('SUP'))).toEqual([]);
	});

	test('leaves the duty desk on critical flags only', () => {
		const { flags } = assessed(everything, { facts: { ...facts, conflict: true } });
		const notCritical = flags.filter(({ severity }) => severity !== 'critical');
		expect(notCritical.filter(({ routes: to }) => to.includes('D'))).toEqual([]);
		expect(routes.get('F-KILL')).toEqual(['D', 'S', 'XSUP']);
		expect(routes.get('F-WONT-COMPLY')).toEqual(['S', 'XSUP']);
	});

	test('with CN1 = support only the wish to be called reaches the other unit', () => {
		const marked = { ...facts, conflict: true };
		const found = routesOf({ facts: marked }, { ...everything, CN1: 'support' });
		const elsewhere = [...found].filter(([, to]) => to.includes('XSUP'));
		expect(elsewhere.map(([code]) => code).toSorted()).toEqual(['F-CALL', 'F-CONFLICT']);
	});
});

describe('what she says about the police does not reach the officer', () => {
	test('a text beside M1 alone goes to the supervisor and to support', () => {
		const routes = routesOf({ facts: {} }, { M1_text: 'thank you' });
		expect(routes.get('F-TEXT')).toEqual(['S', 'SUP']);
		expect(routesOf({ facts: {} }, { M1_text: 'a gun' }).get('F-TEXT-HIT')).toEqual(['S', 'SUP']);
	});

	test('beside other texts the officer is told of the other texts only', () => {
		const found = assessed({ M1_text: 'a gun', Z1: 'thank you' });
		const flag = flagOf(found, 'F-TEXT-HIT');
		expect(flag?.routes).toEqual(['O', 'S']);
		expect(flag && forOfficer(flag)?.evidence).toEqual([{ ref: 'Z1', value: 'text' }]);
	});

	test.each([
		['F-MADE-WORSE', { M1: 'yes' }],
		['F-VICTIM-SUICIDE', { W1: 'now' }],
		['F-TEXT', { M1_text: 'thank you' }]
	])('%s is hidden as a whole', (code, answers) => {
		const flag = flagOf(assessed(answers, { facts: { hasSupportOrg: true } }), code);
		expect(flag && forOfficer(flag)).toBeNull();
	});

	test('any other flag is shown as it is', () => {
		const flag = flagOf(assessed({ V1: '4' }), 'F-OWN-VIEW');
		expect(flag && forOfficer(flag)).toEqual(flag);
	});
});
