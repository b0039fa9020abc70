import { baby, event, physical, separatedWithin, stalking, violence } from './derived.ts';
import { isHiddenFromOfficer } from './hidden.ts';
import { all, any, atLeast, given } from './parts.ts';
import type { Part } from './parts.ts';
import { fact, says } from './reading.ts';
import type { Reading } from './reading.ts';
import { critical, high, label } from './rule.ts';
import type { Flag, Rule } from './rule.ts';
import { isHigh } from './severity.ts';

// rules.md 4.7. A combination adds a flag; it never changes the severity of those it joins.

const marac = 'MARAC referral or its local equivalent';

function found(flags: readonly Flag[], wanted: (flag: Flag) => boolean): Part {
	const matching = flags.filter(wanted);
	return matching.length > 0
		? matching.map(({ code, severity }) => ({ ref: `flag:${code}`, value: severity }))
		: null;
}

const lethality: Rule = {
	code: 'CB1',
	tags: ['SR6', 'SR7'],
	reason: 'One of the three strongest danger signs. (Lethality screen, any of three)',
	joins: ['F-KILL', 'F-WEAPON'],
	actions: [marac],
	levels: (r) => [
		critical(any(says(r, 'R1', 'weapon', 'kill'), says(r, 'R4', 'kill_me')), 'D', 'O', 'S')
	]
};

const fourSigns: Rule = {
	code: 'CB2',
	tags: ['SR1', 'SR7'],
	reason: 'Four or more known danger signs together.',
	joins: [
		'F-WEAPON-ACCESS',
		'F-NECK',
		'F-NECK-PAST',
		'F-STALK',
		'F-HARASS',
		'F-CHANGE',
		'F-PERP-SUICIDE',
		'F-PAST'
	],
	actions: [marac],
	levels: (r) => {
		const signs = [
			any(says(r, 'R2', 'yes'), fact(r, 'weaponAccess')),
			any(says(r, 'R1', 'neck'), says(r, 'R1b', 'neck'), fact(r, 'neckEver')),
			says(r, 'H2', 'surveil', 'control'),
			separatedWithin(r, 365),
			any(says(r, 'R1', 'perp_suicide'), says(r, 'R1b', 'perp_suicide'), says(r, 'R4', 'self')),
			says(r, 'H2', 'stalk')
		];
		return [critical(atLeast(4, signs), 'D', 'O', 'S')];
	}
};

const separationAndStalking: Rule = {
	code: 'CB3',
	tags: ['SR1', 'SR7'],
	reason: 'Recent separation, stalking, and it is getting worse.',
	joins: ['F-CHANGE', 'F-STALK', 'F-ESCALATE'],
	actions: [marac],
	levels: (r) => [
		critical(all(separatedWithin(r, 92), stalking(r), says(r, 'H5', 'worse')), 'D', 'O', 'S')
	]
};

const breachAndFear: Rule = {
	code: 'CB4',
	tags: ['SR4', 'SR6a'],
	reason: 'A broken order, and the victim is in fear or sure that it will not be kept.',
	joins: ['F-BREACH', 'F-WONT-COMPLY', 'F-LESS-SAFE', 'F-FEAR'],
	actions: [],
	levels: (r, flags) => {
		const broken = found(flags, ({ code }) => code === 'F-BREACH');
		const fear = any(
			says(r, 'O5', '0'),
			found(flags, ({ code, severity }) => code === 'F-LESS-SAFE' && severity === 'high'),
			says(r, 'R3', '3')
		);
		return [critical(all(broken, fear), 'D', 'O', 'S')];
	}
};

const sureAndScared: Rule = {
	code: 'CB5',
	tags: ['SR6'],
	reason: 'The victim is sure of new harm and very scared.',
	joins: ['F-OWN-VIEW', 'F-FEAR'],
	actions: [],
	levels: (r) => [critical(all(says(r, 'V1', '4'), says(r, 'R3', '3')), 'D', 'O', 'S')]
};

const whileOverdue: Rule = {
	code: 'CB6',
	tags: ['SR8'],
	reason: 'A new high flag while an earlier one is overdue.',
	actions: [],
	levels: (r, flags) => {
		// a combination that is there only because of a hidden flag would tell of it
		const urgent = found(
			flags,
			(flag) => flag.code.startsWith('F-') && isHigh(flag.severity) && !isHiddenFromOfficer(flag)
		);
		return [critical(all(urgent, fact(r, 'overdueHigh')), 'D', 'SUP')];
	}
};

const withBaby: Rule = {
	code: 'CB7',
	tags: ['SR1'],
	reason: 'Physical violence with pregnancy or a child under 18 months.',
	joins: ['F-REOFFEND', 'F-REOFFEND-K', 'F-NECK', 'F-WEAPON', 'F-SEXUAL', 'F-HELD', 'F-PREG'],
	actions: [],
	levels: (r) => [critical(all(physical(r), baby(r)), 'D', 'O', 'S')]
};

const kinds: Record<string, readonly string[]> = {
	violence: ['F-REOFFEND', 'F-SEXUAL', 'F-NECK-PAST', 'F-PAST', 'F-WEAPON-ACCESS', 'F-ESCALATE'],
	stalking: ['F-STALK'],
	order: ['F-BREACH', 'F-WONT-COMPLY'],
	children: ['F-CHILD-TAKEN', 'F-CHILD-FEAR', 'F-CHILD-HARM'],
	ownView: ['F-OWN-VIEW', 'F-FEAR', 'F-LESS-SAFE', 'F-DROP'],
	perpetrator: ['F-PERP-SUICIDE', 'F-FAMILY', 'F-PROG-MISMATCH']
};

const severalKinds: Rule = {
	code: 'CB8',
	tags: ['SR8'],
	reason: 'Danger signs of several kinds together.',
	joins: Object.values(kinds).flat(),
	actions: [],
	levels: (_, flags) => {
		const present = Object.values(kinds).map((codes) =>
			found(flags, ({ code, severity }) => codes.includes(code) && isHigh(severity))
		);
		// a supervisor looks at two kinds within the 4 hours of a high flag; three are an emergency
		return [critical(atLeast(3, present), 'D', 'O', 'S'), high(atLeast(2, present), 'SUP')];
	}
};

function beforeEndOfMarac({ facts, now }: Reading): Part {
	const { maracUntil } = facts;
	if (maracUntil === null) return null;
	return all(given(now < Date.parse(maracUntil)), [{ ref: 'facts.maracUntil', value: maracUntil }]);
}

const maracRepeat: Rule = {
	code: 'MARAC-REPEAT',
	tags: ['SR3', 'SR7'],
	reason: 'New abuse within 12 months of MARAC. (SafeLives definition)',
	actions: [marac],
	levels: (r) => {
		const abuse = any(violence(r), says(r, 'H2', 'stalk', 'surveil', 'unwanted', 'proxy'));
		return [label(all(beforeEndOfMarac(r), abuse), 'O', 'S')];
	}
};

const maracEscalation: Rule = {
	code: 'MARAC-ESC',
	tags: ['SR3', 'SR7'],
	reason: 'Three or more events in 12 months.',
	actions: [marac],
	levels: (r) => {
		const { events12m } = r.facts;
		const third = given(events12m + 1 >= 3);
		const before = [{ ref: 'facts.events12m', value: String(events12m) }];
		return [label(all(event(r), third, before), 'O', 'S')];
	}
};

/** Applied after all rules of 4.1 to 4.6, in this order. None reads another combination. */
export const combinations: readonly Rule[] = [
	lethality,
	fourSigns,
	separationAndStalking,
	breachAndFear,
	sureAndScared,
	whileOverdue,
	withBaby,
	severalKinds,
	maracRepeat,
	maracEscalation
];
