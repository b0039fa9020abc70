import { describe, expect, it } from 'vitest';
import { h2Event, isEvent, r1Event } from './conditions.ts';
import { questions } from './definition.ts';
import type { QuestionId } from './definition.ts';
import { formFacts } from './facts.ts';
import { slots } from './slots.ts';
import type { KeptAnswers, StoredAnswers } from './stored.ts';
import { walk, walkNotAlone } from './walk.ts';

type Given = { answers?: StoredAnswers; facts?: Partial<ReturnType<typeof formFacts.parse>> };

const none = {};
const said = (answers: StoredAnswers): Given => ({ answers });
const known = (facts: NonNullable<Given['facts']>): Given => ({ facts });
const more = (answers: StoredAnswers = {}): Given => said({ MORE: 'yes', ...answers });

function walked({ answers = {}, facts = {} }: Given) {
	return walk({ CN0: 'yes', ...answers }, formFacts.parse(facts));
}

/** Numbers of the slots that these answers and facts open. */
function openSlots(given: Given): string[] {
	const { placed, help } = walked(given);
	const pages = slots.filter((slot) => 'after' in slot && help.includes(slot.after));
	return [...placed.map(({ slot }) => slot.number), ...pages.map(({ number }) => number)];
}

/** Row by row as in section 4: what opens the slot, and what looks alike and does not. */
const rows: [number: string, question: string, opens: Given[], doesNot: Given[]][] = [
	['1', 'CN0', [none, said({ CN0: 'no' }), said({ CN0: null })], []],
	['2', 'CN1', [known({ supportConfidential: true })], [none, known({ hasSupportWorker: true })]],
	['3', 'CN2', [none], [said({ CN0: 'no' }), said({ CN0: 'never' }), said({ CN0: null })]],
	['4', 'SF1', [none, said({ CN2: 'danger' })], [said({ CN0: 'no' })]],
	['5', 'SF2', [none], [said({ CN0: 'no' })]],
	['6', 'H2', [none], [said({ CN0: 'no' })]],
	['7', 'R1', [none], [said({ CN0: 'no' })]],
	[
		'7h',
		'help',
		[said({ R1: 'rns' }), said({ R1: ['neck'] }), said({ R1: ['held', 'none'] })],
		[none, said({ R1: null }), said({ R1: ['none'] }), said({ H2: ['physical'] })]
	],
	[
		'8',
		'R2',
		[said({ R1: ['kill'] }), said({ R1: ['weapon', 'none'] })],
		[none, said({ R1: ['neck'] }), said({ R1: 'rns' }), said({ R1b: ['kill'], MORE: 'yes' })]
	],
	[
		'9',
		'H3',
		[said({ H2: ['threat'] }), said({ R1: ['sexual'] })],
		[none, said({ H2: ['cohabit'] }), said({ H2: ['none'], R1: ['none'] }), said({ H2: 'rns' })]
	],
	[
		'10',
		'H5',
		[said({ H2: ['other'] }), said({ R1: ['held'] })],
		[none, said({ H2: ['cohabit'] })]
	],
	['11', 'V1', [none], [said({ CN0: 'no' })]],
	[
		'12',
		'V2',
		[said({ V1: '3' }), said({ V1: '4' })],
		[none, said({ V1: '2' }), said({ V1: null })]
	],
	['13', 'R3', [said({ V1: '3' }), said({ V1: '4' })], [none, said({ V1: '1' }), more()]],
	[
		'14',
		'R4',
		[said({ V1: '4', R3: '2' }), said({ V1: '3', R3: '3' })],
		[none, said({ V1: '4', R3: '1' }), said({ R3: '3' }), more({ R3: '3' })]
	],
	['15', 'O2', [known({ hasLiveOrder: true })], [none, more({ O1: 'yes' })]],
	[
		'16',
		'O3',
		['once', 'many', 'ns'].map((O2) => ({ answers: { O2 }, facts: { hasLiveOrder: true } })),
		[said({ O2: 'once' }), { answers: { O2: 'no' }, facts: { hasLiveOrder: true } }]
	],
	[
		'17',
		'O4',
		['once', 'many'].map((O2) => ({ answers: { O2 }, facts: { hasLiveOrder: true } })),
		[said({ O2: 'once' }), { answers: { O2: 'ns' }, facts: { hasLiveOrder: true } }]
	],
	['18', 'O5', [known({ hasLiveOrder: true })], [none, more({ O1: 'yes' })]],
	[
		'19',
		'K2',
		[
			known({ hasChildren: true }),
			said({ R1: ['child_hurt'] }),
			said({ V1: '4', R3: '3', R4: ['kids'] })
		],
		[none, said({ R1: ['neck'] }), said({ R4: ['kids'] }), more({ R3: '3', R4: ['kids'] })]
	],
	[
		'20',
		'K3',
		[
			...['take', 'abroad', 'hurt'].map((code) => ({
				answers: { K2: [code] },
				facts: { hasChildren: true }
			})),
			said({ R1: ['child_hurt'] })
		],
		[none, said({ K2: ['take'] }), { answers: { K2: ['taken'] }, facts: { hasChildren: true } }]
	],
	['21', 'U1', [none, known({ hasSupportOrg: true })], [known({ hasSupportWorker: true })]],
	['22', 'N1', [none], [said({ CN0: 'no' })]],
	['23', 'N2', [said({ N1: 'urgent' }), said({ N1: 'later' })], [none, said({ N1: 'no' })]],
	['24', 'N3', [none], [said({ CN0: 'no' })]],
	['25', 'MORE', [none], [said({ CN0: 'no' })]],
	['26', 'CH1', [more()], [none, said({ MORE: 'no' }), said({ MORE: null })]],
	[
		'27',
		'R1b',
		[{ ...more(), facts: { firstResponse: true } }],
		[more(), known({ firstResponse: true })]
	],
	['28', 'R2', [more(), more({ R1: ['neck'] })], [none, more({ R1: ['kill'] })]],
	['29', 'R3', [more(), more({ V1: '2' })], [none, more({ V1: '3' })]],
	['30', 'R4', [more({ R3: '2' })], [none, more({ R3: '1' }), more({ V1: '4', R3: '2' })]],
	[
		'31',
		'H4',
		[more({ H2: ['threat'], H3: 'some' }), more({ R1: ['neck'], H3: 'none' })],
		[
			none,
			more({ H3: 'none' }),
			more({ H2: ['threat'], H3: 'all' }),
			said({ H2: ['threat'], H3: 'none' })
		]
	],
	['32', 'V3', [more()], [none]],
	['33', 'O1', [more()], [none, { ...more(), facts: { hasLiveOrder: true } }]],
	[
		'34',
		'O2',
		[more({ O1: 'yes' })],
		[none, more({ O1: 'ended' }), { ...more({ O1: 'yes' }), facts: { hasLiveOrder: true } }]
	],
	[
		'35',
		'O3',
		['once', 'many', 'ns'].map((O2) => more({ O1: 'yes', O2 })),
		[none, more({ O2: 'once' }), more({ O1: 'yes', O2: 'no' })]
	],
	[
		'36',
		'O4',
		['once', 'many'].map((O2) => more({ O1: 'yes', O2 })),
		[none, more({ O2: 'once' }), more({ O1: 'yes', O2: 'ns' })]
	],
	['37', 'O5', [more({ O1: 'yes' })], [none, more(), more({ O1: 'no' })]],
	[
		'38',
		'K1',
		[more()],
		[none, more({ R1: ['child_hurt'] }), { ...more(), facts: { hasChildren: true } }]
	],
	[
		'39',
		'K2',
		[more({ K1: 'yes' }), more({ R3: '3', R4: ['kids'] })],
		[none, more({ K1: 'no' }), { ...more({ K1: 'yes' }), facts: { hasChildren: true } }]
	],
	[
		'40',
		'K3',
		['take', 'abroad', 'hurt'].map((code) => more({ K1: 'yes', K2: [code] })),
		[none, more({ K1: 'yes', K2: ['scared'] }), more({ K2: ['take'] })]
	],
	['41', 'T1', [more()], [none]],
	['42', 'X1', [more()], [none]],
	[
		'43',
		'P1',
		[{ ...more(), facts: { hasProgramme: true } }],
		[more(), known({ hasProgramme: true })]
	],
	[
		'44',
		'P2',
		[{ ...more(), facts: { hasProgramme: true } }],
		[more(), known({ hasProgramme: true })]
	],
	['45', 'M1', [more()], [none]],
	['46', 'M2', [more()], [none]],
	[
		'47',
		'W1',
		[
			{ ...more(), facts: { hasSupportOrg: true } },
			{ ...more(), facts: { hasSupportWorker: true } },
			{ ...more(), facts: { supportConfidential: true } }
		],
		[
			more(),
			known({ hasSupportOrg: true }),
			{ ...more(), facts: { hasSupportOrg: true, withoutW1: true } }
		]
	],
	[
		'47h',
		'help',
		['past', 'now', 'rns'].map((W1) => ({ ...more({ W1 }), facts: { hasSupportOrg: true } })),
		[more({ W1: 'now' }), { ...more({ W1: 'no' }), facts: { hasSupportOrg: true } }]
	],
	['48', 'Z1', [none, more()], [said({ CN0: 'no' })]],
	['49', 'N4', [none, more()], [said({ CN0: 'no' })]]
];

describe('a question is placed when, and only when, its condition holds', () => {
	it.each(rows)('%s %s', (number, name, opens, doesNot) => {
		const slot = slots.find((slot) => slot.number === number);
		expect(slot).toMatchObject(name === 'help' ? { page: 'help' } : { question: name });
		for (const given of opens) expect(openSlots(given), JSON.stringify(given)).toContain(number);
		for (const given of doesNot) {
			expect(openSlots(given), JSON.stringify(given)).not.toContain(number);
		}
	});

	it('every row of the order but the Send page stands in this table', () => {
		expect(rows.map(([number]) => number)).toEqual(slots.slice(0, -1).map(({ number }) => number));
	});
});

it('when nothing has happened the short path is nine questions, then MORE and the closing', () => {
	const { placed } = walked(known({ hasSupportWorker: true, hasSupportOrg: true }));
	expect(placed.map(({ question }) => question.id)).toEqual([
		'CN0',
		'CN2',
		'SF1',
		'SF2',
		'H2',
		'R1',
		'V1',
		'N1',
		'N3',
		'MORE',
		'Z1',
		'N4'
	]);
});

it('no question is ever placed twice', () => {
	const { placed } = walked({
		answers: { MORE: 'yes', V1: '4', R1: ['kill'], O1: 'yes', K1: 'yes', R3: '3', O2: 'many' },
		facts: { hasLiveOrder: true, hasChildren: true }
	});
	const ids = placed.map(({ question }) => question.id);
	expect(new Set(ids).size).toBe(ids.length);
});

it('without consent nothing else is kept, whatever was sent', () => {
	for (const CN0 of ['no', 'never', null, 'maybe']) {
		const { pruned, kept } = walk({ CN0, CN2: 'danger', R1: ['neck'] }, formFacts.parse({}));
		expect(Object.keys({ ...pruned, ...kept }).filter((id) => id !== 'CN0')).toEqual([]);
	}
});

it('answers to questions that are not placed are dropped, their own words too', () => {
	const { pruned, kept, states } = walked(
		said({ V1: '0', V2: 'because', H4: ['fear'], H4_text: 'words', MORE: 'no', SF9: '1' })
	);
	expect(pruned).toEqual({ CN0: 'yes', V1: '0', MORE: 'no' });
	expect(kept).toEqual(pruned);
	expect(states).toMatchObject({ V2: 'not_shown', H4: 'not_shown', SF1: 'open', V1: 'answered' });
});

it('the four states, and open for what is not reached', () => {
	const { states } = walked(said({ SF1: 'ns', SF2: null, H2: 'rns' }));
	expect(states).toMatchObject({
		SF1: 'answered',
		SF2: 'skipped',
		H2: 'declined',
		R1: 'open',
		CH1: 'not_shown'
	});
	expect(Object.keys(states)).toEqual(Object.keys(questions));
});

it('a condition reads what was kept, so "none" beside a danger sign does not close anything', () => {
	expect(openSlots(said({ R1: ['kill', 'none', 'rns'] }))).toContain('8');
});

describe('events', () => {
	const quiet: QuestionId[] = ['H2', 'R1'];
	it.each(quiet)('every %s code counts but living together, none and rather not say', (id) => {
		const counting = questions[id].codes.filter((code) => {
			const kept: KeptAnswers = { [id]: [code] };
			expect(h2Event(kept) || r1Event(kept)).toBe(isEvent(kept));
			return isEvent(kept);
		});
		const left = questions[id].codes.filter((code) => !counting.includes(code));
		expect(left).toEqual(id === 'H2' ? ['cohabit', 'none', 'rns'] : ['none', 'rns']);
	});

	it('each list speaks for itself', () => {
		expect(h2Event({ R1: ['neck'] })).toBe(false);
		expect(r1Event({ H2: ['physical'] })).toBe(false);
		expect(isEvent({})).toBe(false);
	});
});

it('who is not alone is asked only how to be reached again, without consent', () => {
	const { pruned, states } = walkNotAlone(
		{ N3: 'no', N4: 'yes', R1: ['neck'], CN0: 'yes' },
		formFacts.parse({})
	);
	expect(pruned).toEqual({ N3: 'no', N4: 'yes' });
	expect(states).toMatchObject({ CN0: 'not_shown', R1: 'not_shown', N3: 'answered' });
});

it('facts that are missing are "no", and unknown ones are left behind', () => {
	expect(formFacts.parse({ hasChildren: true, address: 'secret' })).toEqual({
		hasLiveOrder: false,
		hasChildren: true,
		hasProgramme: false,
		hasSupportWorker: false,
		hasSupportOrg: false,
		supportConfidential: false,
		withoutW1: false,
		firstResponse: false,
		personPhrase: 'hurt'
	});
});
