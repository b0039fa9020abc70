import { describe, expect, test } from 'vitest';
import type { StoredAnswers } from '../questionnaire/index.ts';
import { DAY } from '../clock.ts';
import { ago, assessed, flagOf } from './example.ts';
import type { Input } from './index.ts';

type Row = [code: string, answers: StoredAnswers, evidence: string[], rest?: Partial<Input>];

const order = { hasLiveOrder: true };
const moment = ago(DAY);

const rows: Row[] = [
	['F-NECK', { R1: ['neck', 'kill'] }, ['R1=neck']],
	['F-PAST', { R1b: ['held', 'kill'] }, ['R1b=kill,held'], { facts: { firstResponse: true } }],
	['F-KILL', { R1: ['kill'], R3: '3', R4: ['kill_me'] }, ['R1=kill', 'R4=kill_me']],
	['F-REOFFEND', { H2: ['physical', 'control'], H3: null }, ['H2=physical', 'H3=skipped']],
	['F-REOFFEND', { R1: ['neck', 'sexual'], H3: 'some' }, ['R1=neck,sexual', 'H3=some']],
	['F-REOFFEND', { H2: ['threat'] }, ['H2=threat', 'H3=unreached']],
	[
		'F-WEAPON-ACCESS',
		{ R2: 'yes', R1: ['kill'], H2: ['threat'] },
		['R2=yes', 'flag:F-KILL=critical', 'H2=threat']
	],
	[
		'F-PERP-SUICIDE',
		{ R1: ['perp_suicide', 'child_hurt'], CH1: ['moved', 'separated'] },
		['R1=perp_suicide', 'CH1=separated', 'facts.separatedAt=' + moment, 'flag:F-CHILD-HARM=high'],
		{ facts: { separatedAt: moment } }
	],
	['F-COHABIT', { H2: ['cohabit'] }, ['H2=cohabit', 'facts.hasLiveOrder=true'], { facts: order }],
	['F-BREACH', { O2: 'once', O3: ['came', 'msg'] }, ['O2=once', 'O3=came'], { facts: order }],
	[
		'F-BREACH',
		{ O2: 'many', O3: ['msg'] },
		['O2=many', 'facts.orderMadeAt=' + moment],
		{ facts: { ...order, orderMadeAt: moment } }
	],
	[
		'F-BREACH-NS',
		{ H2: ['proxy', 'unwanted', 'control'], O2: 'no' },
		['H2=unwanted,proxy', 'facts.noContactOrder=true', 'O2=no'],
		{ facts: { ...order, noContactOrder: true } }
	],
	[
		'F-BREACH-NS',
		{ H2: ['stalk'] },
		['H2=stalk', 'facts.noContactOrder=true', 'O2=not_shown'],
		{ facts: { noContactOrder: true } }
	],
	[
		'F-CHILD-FEAR',
		{ K2: ['abroad', 'take'], K3: 'yes' },
		['K2=take,abroad', 'K3=yes', 'facts.bailDecisionAt=' + ago(-DAY)],
		{ facts: { hasChildren: true, bailDecisionAt: ago(-DAY) } }
	],
	['F-LESS-SAFE', { SF1: '-2', SF2: '1' }, ['SF1=-2', 'SF2=1']],
	['F-DROP', { SF2: '1' }, ['SF2=1', 'facts.baselineSF2=3'], { facts: { baselineSF2: '3' } }],
	[
		'F-DROP',
		{ SF2: '1' },
		['SF2=1', 'previous.SF2=2'],
		{
			facts: { baselineSF2: '3' },
			previous: { at: moment, answers: { SF2: '2' }, overall: 'none' }
		}
	],
	['F-SUPPORT', { V3: ['tech', 'shelter'] }, ['V3=shelter,tech']],
	['F-CALL-LATER', { N1: 'later', U1: 'want' }, ['N1=later', 'U1=want']],
	[
		'F-PROG',
		{ P1: 'never', P2: 'worse' },
		['P1=never', 'facts.newDropOut=true', 'P2=worse', 'facts.programmeStatus=dropped'],
		{ facts: { hasProgramme: true, newDropOut: true, programmeStatus: 'dropped' } }
	],
	['F-MADE-WORSE', { M1: 'yes', M2: 'no', SF1: '-1' }, ['M1=yes', 'SF1=-1', 'M2=no']],
	['F-DECLINED', { R1: ['rns', 'none'], H2: ['rns', 'threat'] }, ['R1=rns', 'H2=rns']],
	['F-TEXT', { V1: '3', V2: 'a', Z1: 'b', V3_text: 'c' }, ['V2=text', 'Z1=text', 'V3_text=text']],
	['F-TEXT-HIT', { Z1: 'a gun', V3_text: 'a lift' }, ['Z1=text']],
	[
		'F-TEXT-LANG',
		{ Z1: 'gracias' },
		['Z1=text', 'facts.responseLang=es', 'facts.officerLangs=en,fr'],
		{ facts: { responseLang: 'es', officerLangs: ['en', 'fr'] } }
	],
	[
		'F-COERCED',
		{ SF1: '0', SF2: '3' },
		[
			'observations.cutOff=true',
			'SF1=0',
			'SF2=3',
			'observations.secondsOnForm=12',
			'previous.overall=high'
		],
		{
			previous: { at: moment, answers: {}, overall: 'high' },
			observations: { cutOff: true, secondsOnForm: 12 }
		}
	],
	['CB4', { O2: 'once', O5: '0' }, ['flag:F-BREACH=high', 'O5=0'], { facts: order }],
	[
		'CB6',
		{ N1: 'urgent', M1: 'yes', SF1: '-1' },
		['flag:F-CALL=high', 'facts.overdueHigh=true'],
		{ facts: { overdueHigh: true } }
	],
	[
		'CB8',
		{ V1: '4', R3: '3', X1: 'mine' },
		['flag:F-OWN-VIEW=high', 'flag:F-FEAR=high', 'flag:F-FAMILY=high']
	],
	[
		'MARAC-ESC',
		{ H2: ['physical', 'cohabit'] },
		['H2=physical', 'facts.events12m=2'],
		{ facts: { events12m: 2 } }
	]
];

describe('a flag says exactly why it is there', () => {
	test.each(rows)('%s for %o', (code, answers, expected, rest = {}) => {
		const evidence = flagOf(assessed(answers, rest), code)?.evidence;
		expect(evidence?.map(({ ref, value }) => `${ref}=${value}`)).toEqual(expected);
	});

	test('her own words are nowhere in what the rules put out', () => {
		const words = 'the heron by the canal knows';
		const answers = { V1: '3', V2: words, Z1: words, H2_text: words, R3: '3', R4_text: words };
		const more = { M1_text: words, V3_text: words, O2: 'once', O3_text: words };
		const found = assessed({ ...answers, ...more }, { facts: order });

		expect(flagOf(found, 'F-TEXT')?.evidence).toHaveLength(7);
		expect(JSON.stringify(found)).not.toContain('heron');
	});
});
