import { describe, expect, test } from 'vitest';
import type { StoredAnswers } from '../questionnaire/index.ts';
import { DAY, HOUR } from '../clock.ts';
import { codes } from './catalogue.ts';
import { ago, assessed, flagOf } from './example.ts';
import type { Input, Route } from './index.ts';

type Row = [
	flag: `${string}:${'critical' | 'high' | 'medium' | 'low' | 'label'}`,
	routes: string,
	answers: StoredAnswers,
	facts?: Input['facts'],
	rest?: Partial<Input>
];

const order = { hasLiveOrder: true };
const kids = { hasChildren: true };
const first = { firstResponse: true };
const course = { hasProgramme: true };
const org = { hasSupportOrg: true };

// Every part of every row of the tables, in the smallest answers that bring it about.
const rows: Row[] = [
	['F-DANGER-NOW:critical', 'O D S', { CN2: 'danger' }],
	['F-KILL:critical', 'O D S', { R1: ['kill'] }],
	['F-KILL:critical', 'O D S', { R3: '2', R4: ['kill_me'] }],
	['F-NECK:critical', 'O D S', { R1: ['neck'] }],
	['F-WEAPON:critical', 'O D S', { R1: ['weapon'] }],
	['F-HELD:critical', 'O D S', { R1: ['held'] }],
	['F-CHILD-TAKEN:critical', 'O D S', { K2: ['taken'] }, kids],
	['F-VICTIM-SUICIDE:critical', 'S', { W1: 'now' }, org],
	['F-VICTIM-SUICIDE:medium', 'S', { W1: 'past' }, org],
	['F-NECK-PAST:high', 'O S', { R1b: ['neck'] }, first],
	['F-PAST:medium', 'O S', { R1b: ['kill'] }, first],
	['F-PAST:medium', 'O S', { R1b: ['weapon'] }, first],
	['F-PAST:medium', 'O S', { R1b: ['sexual'] }, first],
	['F-PAST:medium', 'O S', { R1b: ['held'] }, first],
	['F-PAST:medium', 'O S', { R1b: ['perp_suicide'] }, first],
	['F-PAST:medium', 'O S', { R1b: ['child_hurt'] }, first],
	['F-PAST:high', 'O S', { R1b: ['held'], H2: ['unwanted'] }, first],
	['F-WEAPON-ACCESS:high', 'O S', { R2: 'yes' }],
	['F-WEAPON-ACCESS:critical', 'O D S', { R2: 'yes', R1: ['kill'] }],
	['F-WEAPON-ACCESS:critical', 'O D S', { R2: 'yes', H2: ['threat'] }],
	['F-SEXUAL:high', 'O S', { R1: ['sexual'] }],
	['F-REOFFEND:high', 'O S', { H2: ['physical'] }],
	['F-REOFFEND:high', 'O S', { H2: ['threat'], H3: 'some' }],
	['F-REOFFEND:high', 'O S', { R1: ['neck'], H3: 'none' }],
	['F-REOFFEND:high', 'O S', { R1: ['kill'], H3: 'ns' }],
	['F-REOFFEND:high', 'O S', { R1: ['weapon'], H3: null }],
	['F-REOFFEND:high', 'O S', { R1: ['sexual'] }],
	['F-REOFFEND:high', 'O S', { R1: ['held'] }],
	['F-REOFFEND:high', 'O S', { R1: ['child_hurt'] }],
	['F-REOFFEND-K:medium', 'O', { H2: ['physical'], H3: 'all' }],
	['F-STALK:high', 'O S', { H2: ['stalk'] }],
	['F-STALK:high', 'O S', { H2: ['surveil'] }],
	['F-HARASS:medium', 'O S', { H2: ['unwanted'] }],
	['F-HARASS:medium', 'O S', { H2: ['images'] }],
	['F-HARASS:medium', 'O S', { H2: ['proxy'] }],
	['F-HARASS:medium', 'O S', { H2: ['property'] }],
	['F-HARASS:medium', 'O S', { H2: ['control'] }],
	['F-HARASS:medium', 'O S', { H2_text: 'He wrote to my boss' }],
	['F-HARASS:medium', 'O S', { X1: 'others' }],
	['F-ESCALATE:high', 'O S', { H2: ['unwanted'], H5: 'worse' }],
	['F-PERP-SUICIDE:high', 'O S', { R1: ['perp_suicide'] }],
	['F-PERP-SUICIDE:high', 'O S', { R3: '3', R4: ['self'] }],
	['F-PERP-SUICIDE:critical', 'O D S', { R1: ['perp_suicide', 'kill'] }],
	['F-PERP-SUICIDE:critical', 'O D S', { R1: ['perp_suicide'], CH1: ['separated'] }],
	['F-PERP-SUICIDE:critical', 'O D S', { R1: ['perp_suicide'], K2: ['taken'] }, kids],
	['F-PERP-SUICIDE:critical', 'O D S', { R1: ['perp_suicide'], K2: ['abroad'] }, kids],
	['F-PERP-SUICIDE:critical', 'O D S', { R1: ['perp_suicide', 'child_hurt'] }],
	['F-PERP-SUICIDE:critical', 'O D S', { R1: ['perp_suicide'], K2: ['scared'] }, kids],
	['F-COHABIT:medium', 'O S', { H2: ['cohabit'] }],
	['F-COHABIT:high', 'O S', { H2: ['cohabit'] }, order],
	['F-COHABIT:high', 'O S', { H2: ['cohabit'], O1: 'yes' }],
	['F-FAMILY:high', 'O S', { X1: 'theirs' }],
	['F-FAMILY:high', 'O S', { X1: 'mine' }],
	['F-CHANGE:medium', 'O S', { CH1: ['released'] }],
	['F-CHANGE:medium', 'O S', { CH1: ['court'] }],
	['F-CHANGE:medium', 'O S', { CH1: ['order_end'] }],
	['F-CHANGE:medium', 'O S', { CH1: ['separated'] }],
	['F-CHANGE:medium', 'O S', { CH1: ['moved'] }],
	['F-CHANGE:medium', 'O S', { CH1: ['contact_case'] }],
	['F-CHANGE:medium', 'O S', { CH1: ['new_partner'] }],
	['F-PREG:medium', 'O S', { CH1: ['preg'] }],
	['F-PREG:critical', 'O D S', { CH1: ['preg'], R1: ['held'] }],

	['F-BREACH:high', 'O', { O2: 'once' }, order],
	['F-BREACH:high', 'O', { O2: 'many' }, order],
	['F-BREACH:high', 'O', { O1: 'yes', O2: 'once' }],
	['F-BREACH:critical', 'O D', { O2: 'once', O3: ['came'] }, order],
	['F-BREACH:critical', 'O D', { O2: 'once', O3: ['watch'] }, order],
	['F-BREACH:critical', 'O D', { O2: 'many' }, { ...order, orderMadeAt: ago(DAY) }],
	['F-BREACH-NS:medium', 'O', { O2: 'ns' }, order],
	['F-BREACH-NS:medium', 'O', { H2: ['unwanted'] }, { noContactOrder: true }],
	['F-BREACH-NS:medium', 'O', { H2: ['stalk'], O2: 'no' }, { ...order, noContactOrder: true }],
	['F-BREACH-NS:medium', 'O', { H2: ['proxy'], O2: null }, { ...order, noContactOrder: true }],
	['F-WONT-COMPLY:high', 'O S SUP', { O5: '0' }, order],
	['F-DOUBT-COMPLY:medium', 'O S', { O5: '1' }, order],

	['F-CHILD-FEAR:high', 'O S SUP', { K2: ['take'] }, kids],
	['F-CHILD-FEAR:high', 'O S SUP', { K2: ['abroad'], K3: 'ns' }, kids],
	['F-CHILD-FEAR:high', 'O S SUP', { K2: ['abroad'], K3: null }, kids],
	['F-CHILD-FEAR:critical', 'O D S SUP', { K2: ['take'], K3: 'yes' }, kids],
	['F-CHILD-FEAR:critical', 'O D S SUP', { K2: ['take'] }, { ...kids, bailDecisionAt: ago(-HOUR) }],
	['F-CHILD-HARM:high', 'O S', { R1: ['child_hurt'] }],
	['F-CHILD-HARM:high', 'O S', { K2: ['hurt'] }, kids],
	['F-CHILD-HARM:critical', 'O D S', { R1: ['child_hurt'], K3: 'yes' }],
	['F-CHILD-WORRY:medium', 'O S', { K2: ['via_contact'] }, kids],
	['F-CHILD-WORRY:medium', 'O S', { K2: ['scared'] }, kids],
	['F-CHILD-WORRY:medium', 'O S', { R3: '2', R4: ['kids'] }],

	['F-OWN-VIEW:high', 'O S', { V1: '4' }],
	['F-OWN-VIEW:medium', 'O S', { V1: '3' }],
	['F-FEAR:high', 'O S', { R3: '3' }],
	['F-LESS-SAFE:high', 'O S', { SF1: '-2' }],
	['F-LESS-SAFE:high', 'O S', { SF2: '0' }],
	['F-LESS-SAFE:medium', 'O S', { SF1: '-1' }],
	['F-LESS-SAFE:medium', 'O S', { SF2: '1' }],
	['F-DROP:medium', 'O S', { SF2: '2' }, { baselineSF2: '3' }],
	['F-DROP:high', 'O S', { SF2: '1' }, { baselineSF2: '3' }],
	['F-SUPPORT:medium', 'S', { V3: ['shelter'] }],
	['F-SUPPORT:medium', 'O S', { V3: ['order'] }],
	['F-SUPPORT:medium', 'O S', { V3: ['shelter', 'home'] }],
	['F-SUPPORT:low', 'O S', { V3: ['officer'] }],
	['F-SUPPORT:low', 'O S', { V3: ['home'] }],
	['F-SUPPORT:low', 'S', { V3: ['tech'] }],
	['F-SUPPORT:low', 'S', { V3: ['kids'] }],
	['F-SUPPORT:low', 'S', { V3: ['support'] }],
	['F-SUPPORT:low', 'S', { V3: ['other'] }],
	['F-CALL:high', 'O', { N1: 'urgent', N2: 'officer' }],
	['F-CALL:high', 'S', { N1: 'urgent', N2: 'worker' }],
	['F-CALL:high', 'O S', { N1: 'urgent', N2: 'either' }],
	['F-CALL:high', 'O S', { N1: 'urgent', N2: null }],
	['F-CALL:high', 'O S', { N1: 'urgent' }],
	['F-CALL:high', 'SUP', { N1: 'urgent', N2: 'other' }],
	['F-CALL-LATER:low', 'O', { N1: 'later', N2: 'officer' }],
	['F-CALL-LATER:low', 'S', { U1: 'want' }],
	['F-CALL-LATER:low', 'S SUP', { N1: 'later', N2: 'other', U1: 'want' }],
	['F-CALL-LATER:low', 'S', { N1: 'urgent', N2: 'officer', U1: 'want' }],

	['F-PROG:medium', 'O S', { P1: 'stopped' }, course],
	['F-PROG:medium', 'O S', { P1: 'never' }, course],
	['F-PROG:medium', 'O S', { P2: 'worse' }, { ...course, programmeStatus: 'referred' }],
	['F-PROG:high', 'O S', { P1: 'never', P2: 'worse' }, { ...course, programmeStatus: 'attending' }],
	['F-PROG:high', 'O S', { P2: 'worse' }, { ...course, newDropOut: true }],
	['F-PROG-MISMATCH:high', 'O SUP', { P2: 'worse' }, { ...course, programmeStatus: 'attending' }],
	['F-PROG-MISMATCH:high', 'O SUP', { H2: ['other'] }, { programmeStatus: 'completed' }],
	['F-PROG-MISMATCH:high', 'O SUP', { R1: ['perp_suicide'] }, { programmeStatus: 'attending' }],

	['F-MADE-WORSE:medium', 'S SUP', { M1: 'yes' }],
	['F-MADE-WORSE:medium', 'S SUP', { M2: 'no' }],
	['F-MADE-WORSE:high', 'S SUP', { M1: 'yes', SF1: '-1' }],
	['F-MADE-WORSE:high', 'S SUP', { M1: 'yes', SF1: '-2' }],
	['F-MADE-WORSE:high', 'S SUP', { M1_text: 'They told him', H2: ['control'] }],
	['F-TECH:medium', 'S OPS', { T1: 'yes' }],
	['F-TECH:low', 'S OPS', { T1: 'maybe' }],
	['F-CONTACT-UNSAFE:high', 'S OPS', { N3: 'no' }],
	['F-CONTACT-UNSAFE:high', 'S OPS', { N3: 'ns' }],
	['F-CONTACT-UNSAFE:high', 'S OPS', { N4: 'other_way' }],
	['F-DECLINED:medium', 'S', { R1: 'rns', H2: 'rns' }],
	['F-DECLINED:medium', 'S', { R2: 'rns', K2: ['scared', 'rns'] }, kids],
	['F-DECLINED:medium', 'S', { R1: ['rns'], W1: 'rns' }, org],
	['F-TEXT-HIT:high', 'O S', { Z1: 'he has a knife' }],
	['F-TEXT:medium', 'O S', { Z1: 'thank you' }],
	['F-TEXT:medium', 'O S', { V1: '3', V2: 'I know him' }],
	['F-TEXT:medium', 'O S', { V3_text: 'a lift to court' }],
	['F-TEXT-LANG:medium', 'OPS', { Z1: 'gracias' }, { responseLang: 'es' }],
	['F-TEXT-LANG:medium', 'OPS', { Z1: 'спасибо' }],
	['F-COERCED:high', 'S OPS', {}, {}, { observations: { heardSomeone: true } }],
	['F-COERCED:high', 'S OPS', {}, {}, { observations: { whispered: true } }],
	['F-COERCED:high', 'S OPS', {}, {}, { observations: { cutOff: true } }],
	['F-COERCED:high', 'S OPS', {}, {}, { observations: { coached: true } }],
	['F-COERCED:high', 'S OPS', {}, {}, { observations: { identityFailed: true } }],
	['F-COERCED:high', 'S OPS', {}, {}, { observations: { pinLocked: true } }],
	['F-COERCED:high', 'S OPS', {}, {}, { observations: { outsideSafeTimes: true } }],
	['F-CONFLICT:label', 'XSUP', {}, { conflict: true }],

	['CB1:critical', 'O D S', { R1: ['weapon'] }],
	['CB1:critical', 'O D S', { R1: ['kill'] }],
	['CB1:critical', 'O D S', { R3: '3', R4: ['kill_me'] }],
	['CB3:critical', 'O D S', { CH1: ['separated'], H2: ['stalk'], H5: 'worse' }],
	['CB4:critical', 'O D S', { O2: 'once', O5: '0' }, order],
	['CB4:critical', 'O D S', { O2: 'once', SF2: '0' }, order],
	['CB4:critical', 'O D S', { O2: 'once', R3: '3' }, order],
	['CB5:critical', 'O D S', { V1: '4', R3: '3' }],
	['CB6:critical', 'D SUP', { N1: 'urgent' }, { overdueHigh: true }],
	['CB7:critical', 'O D S', { H2: ['physical'], CH1: ['preg'] }],
	['CB7:critical', 'O D S', { R1: ['neck'] }, { pregnant: true }],
	['CB7:critical', 'O D S', { R1: ['sexual'] }, { youngestBornAt: ago(DAY) }],
	['MARAC-REPEAT:label', 'O S', { H2: ['unwanted'] }, { maracUntil: ago(-DAY) }],
	['MARAC-REPEAT:label', 'O S', { H2: ['proxy'] }, { maracUntil: ago(-DAY) }],
	['MARAC-REPEAT:label', 'O S', { H2: ['surveil'] }, { maracUntil: ago(-DAY) }],
	['MARAC-REPEAT:label', 'O S', { R1: ['child_hurt'] }, { maracUntil: ago(-DAY) }],
	['MARAC-ESC:label', 'O S', { R1: ['perp_suicide'] }, { events12m: 2 }]
];

describe('every row of the tables', () => {
	test.each(rows)('%s goes to %s for %o', (name, routes, answers = {}, facts = {}, rest = {}) => {
		const [code = '', severity] = name.split(':');
		const flag = flagOf(assessed(answers, { facts, ...rest }), code);

		expect(flag?.severity).toBe(severity);
		expect(flag?.routes).toEqual(routes.split(' ') as Route[]);
	});

	test('no rule is left without an example', () => {
		const shown = new Set(rows.map(([name]) => name.split(':')[0]));
		const elsewhere = ['CB2', 'CB8', 'F-JUDGE', 'T-UNREADABLE'];
		const missing = codes.filter(
			(code) => !shown.has(code) && !elsewhere.includes(code) && !code.startsWith('SIL-')
		);
		expect(missing).toEqual([]);
	});
});

// One step beside each row: what must stay quiet.
const quiet: [code: string, answers: StoredAnswers, facts?: Input['facts']][] = [
	['F-DECLINED', { R1: 'rns' }],
	['F-DECLINED', { R1: 'rns', H4: 'rns', X1: 'rns', H2: null }],
	['F-HARASS', { H2: ['control', 'stalk'] }],
	['F-HARASS', { H2: ['cohabit'] }],
	['F-REOFFEND', { H2: ['physical'], H3: 'all' }],
	['F-REOFFEND-K', { H2: ['unwanted'], H3: 'all' }],
	['F-REOFFEND', { R1: ['perp_suicide'] }],
	['F-CHILD-WORRY', { R3: '3', R4: ['kids'], K2: ['take'] }],
	['F-BREACH-NS', { H2: ['unwanted'], O2: 'once' }, { hasLiveOrder: true, noContactOrder: true }],
	['F-BREACH-NS', { H2: ['control'] }, { noContactOrder: true }],
	['F-DROP', { SF2: '0' }],
	['F-DROP', { SF2: 'ns' }, { baselineSF2: '3' }],
	['F-DROP', { SF2: '3' }, { baselineSF2: '0' }],
	['F-PROG', { P2: 'worse' }, { hasProgramme: true, programmeStatus: 'attending' }],
	['F-PROG-MISMATCH', { H2: ['cohabit'] }, { programmeStatus: 'attending' }],
	['F-TEXT', { Z1: 'he has a knife' }],
	['F-TEXT-LANG', { Z1: 'thank you, 12:30, 😀 ♥ ١٢٣' }],
	['CB6', { M1: 'yes', SF1: '-1', W1: 'now' }, { overdueHigh: true, hasSupportOrg: true }],
	['MARAC-REPEAT', { H2: ['control'] }, { maracUntil: ago(-DAY) }],
	['MARAC-ESC', { H2: ['cohabit'] }, { events12m: 5 }],
	['MARAC-ESC', { H2: ['control'] }, { events12m: 1 }],
	['F-VICTIM-SUICIDE', { W1: 'now' }, { hasSupportOrg: true, withoutW1: true }]
];

describe('what is not said is not read into her words', () => {
	test.each(quiet)('no %s for %o', (code, answers, facts = {}) => {
		expect(flagOf(assessed(answers, { facts }), code)).toBeUndefined();
	});
});
