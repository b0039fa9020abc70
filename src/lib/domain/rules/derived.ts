import { DAY, HOUR } from '../clock.ts';
import { isEvent, questions } from '../questionnaire/index.ts';
import { all, any, given } from './parts.ts';
import type { Evidence, Part } from './parts.ts';
import { fact, says } from './reading.ts';
import type { Reading } from './reading.ts';

// The derived values of rules.md 3. All read kept answers only.

/**
 * Milliseconds from a moment to now. Undefined without one, or when it is still to come, so that
 * every comparison with it is false.
 */
export function ageOf(moment: string | null, now: number): number | undefined {
	if (moment === null) return undefined;
	const age = now - Date.parse(moment);
	return age >= 0 ? age : undefined;
}

type Moment = 'orderMadeAt' | 'separatedAt' | 'youngestBornAt';

function aged(reading: Reading, name: Moment, within: (age: number) => boolean): Part {
	const moment = reading.facts[name];
	const age = ageOf(moment, reading.now);
	return moment !== null && age !== undefined && within(age)
		? [{ ref: `facts.${name}`, value: moment }]
		: null;
}

// one definition of what an event is: the questionnaire's
const h2Events = questions.H2.codes.filter((code) => isEvent({ H2: [code] }));
const r1Events = questions.R1.codes.filter((code) => isEvent({ R1: [code] }));

function among(reading: Reading, id: 'H2' | 'R1', codes: readonly string[]): Part {
	const found = [reading.kept[id] ?? []].flat().filter((code) => codes.includes(code));
	return found.length > 0 ? [{ ref: id, value: found.join(',') }] : null;
}

/** EVENT: H2EV or R1EV. Living together again is not an act against her. */
export function event(reading: Reading): Part {
	return any(among(reading, 'H2', h2Events), among(reading, 'R1', r1Events));
}

/** VIOL */
export function violence(reading: Reading): Part {
	return any(
		says(reading, 'H2', 'physical', 'threat'),
		says(reading, 'R1', 'neck', 'kill', 'weapon', 'sexual', 'held', 'child_hurt')
	);
}

/** PHYS */
export function physical(reading: Reading): Part {
	return any(
		says(reading, 'H2', 'physical'),
		says(reading, 'R1', 'neck', 'weapon', 'sexual', 'held')
	);
}

/** STALKING */
export function stalking(reading: Reading): Part {
	return says(reading, 'H2', 'stalk', 'surveil');
}

/** LIVEORDER */
export function liveOrder(reading: Reading): Part {
	return any(fact(reading, 'hasLiveOrder'), says(reading, 'O1', 'yes'));
}

/** Exactly 14 days is no longer young. */
export const YOUNG_ORDER = 14 * DAY;

/** YOUNGORDER */
export function youngOrder(reading: Reading): Part {
	return aged(reading, 'orderMadeAt', (age) => age < YOUNG_ORDER);
}

/** SEP12 with 365 days, SEP3 with 92: the last day counts. */
export function separatedWithin(reading: Reading, days: 365 | 92): Part {
	return any(
		says(reading, 'CH1', 'separated'),
		aged(reading, 'separatedAt', (age) => age <= days * DAY)
	);
}

/** BAIL72: both ends count. */
export function bailWithin72h(reading: Reading): Part {
	const { bailDecisionAt } = reading.facts;
	if (bailDecisionAt === null) return null;
	const until = Date.parse(bailDecisionAt) - reading.now;
	return all(given(until >= 0 && until <= 72 * HOUR), [
		{ ref: 'facts.bailDecisionAt', value: bailDecisionAt }
	]);
}

/** BABY: pregnant, or a child under 18 months. */
export function baby(reading: Reading): Part {
	return any(
		says(reading, 'CH1', 'preg'),
		fact(reading, 'pregnant'),
		aged(reading, 'youngestBornAt', (age) => age < 548 * DAY)
	);
}

function safetyCode(ref: string, code: unknown): Evidence | undefined {
	return typeof code === 'string' && /^[0-3]$/.test(code) ? { ref, value: code } : undefined;
}

/** prevSF2: the previous response's, else the one asked at set-up. No other response is looked up. */
export function previousSafety(reading: Reading): Evidence | undefined {
	return (
		safetyCode('previous.SF2', reading.previous?.answers.SF2) ??
		safetyCode('facts.baselineSF2', reading.facts.baselineSF2)
	);
}

/** SF2 of this response, if it is one of the four steps. */
export function safety(reading: Reading): Evidence | undefined {
	return safetyCode('SF2', reading.kept.SF2);
}
