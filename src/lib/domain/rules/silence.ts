import { HOUR, MINUTE } from '../clock.ts';
import { YOUNG_ORDER, ageOf } from './derived.ts';
import type { ReadSilence } from './input.ts';
import { all, any, given, unless } from './parts.ts';
import type { Part } from './parts.ts';
import { high, low, medium } from './rule.ts';
import type { Rule } from './rule.ts';
import { isHigh } from './severity.ts';

// rules.md 8: no response to read. A refusal and a pause are choices, not silence.

export type Stillness = Omit<ReadSilence, 'now'> & { now: number };

type CheckIn = Stillness['checkIn'];

/** A value of the check-in as evidence; false if it is null, false or 0. */
function noted(still: Stillness, name: keyof CheckIn): Part {
	const value = still.checkIn[name];
	return value === null || value === false || value === 0
		? null
		: [{ ref: `checkIn.${name}`, value: String(value) }];
}

/**
 * Nothing came from her. Opening the link and stopping at the gate is still silence; and what came
 * over a link whose card and code were in one hand may not be hers until a voice confirms it.
 */
function silent(still: Stillness): Part {
	const { lastSavedAt, sentAt, deletedAt, refused } = still.checkIn;
	const nothingCame = [lastSavedAt, sentAt, deletedAt, refused].every((value) => value === null);
	return all(unless(noted(still, 'paused')), any(noted(still, 'unconfirmed'), given(nothingCame)));
}

function passed(still: Stillness, name: 'dueAt' | 'reminderAt' | 'lastSavedAt', by: number): Part {
	const moment = still.checkIn[name];
	const since = moment !== null && still.now - Date.parse(moment) >= by;
	return all(given(since), noted(still, name));
}

/** The condition that SIL-2 and SIL-3 share: 72 hours after the reminder, or after the due time. */
function longSilent(still: Stillness): Part {
	const anchor = still.checkIn.reminderAt === null ? 'dueAt' : 'reminderAt';
	return all(
		silent(still),
		passed(still, anchor, 72 * HOUR),
		any(noted(still, 'reminderAt'), noted(still, 'reminderBlocked'))
	);
}

function inDanger({ facts, previous, now }: Stillness): Part {
	const age = ageOf(facts.orderMadeAt, now);
	return any(
		all(given(previous !== null && isHigh(previous.overall)), [
			{ ref: 'previous.overall', value: previous?.overall ?? 'none' }
		]),
		facts.gradedHigh ? [{ ref: 'facts.gradedHigh', value: 'true' }] : null,
		all(given(age !== undefined && age < YOUNG_ORDER), [
			{ ref: 'facts.orderMadeAt', value: String(facts.orderMadeAt) }
		]),
		facts.triggerPending ? [{ ref: 'facts.triggerPending', value: 'true' }] : null
	);
}

const due: Rule<Stillness> = {
	code: 'SIL-1',
	tags: ['SR1'],
	reason: 'Not answered by the due time.',
	actions: ['One reminder, in a safe window only; never a second', 'No safe window: none is sent'],
	levels: (s) => {
		const noReminder = unless(noted(s, 'reminderAt'));
		const notYetLong = unless(longSilent(s));
		return [low(all(silent(s), passed(s, 'dueAt', 0), noReminder, notYetLong), 'S')];
	}
};

const long: Rule<Stillness> = {
	code: 'SIL-2',
	tags: ['SR1'],
	reason: 'No answer 72 hours after the reminder.',
	actions: [
		'Use the second safe route',
		'Check contact by police, health, school, shelter since',
		'Ask the officer for a planned "routine" visit',
		'Case marker: any officer who meets the victim should do the check-in'
	],
	levels: (s) => {
		const first = all(longSilent(s), unless(noted(s, 'silentBefore')));
		return [high(all(first, inDanger(s)), 'S', 'O'), medium(first, 'S', 'O')];
	}
};

const twice: Rule<Stillness> = {
	code: 'SIL-3',
	tags: ['SR1', 'SR8'],
	reason: 'No answer in two rounds in a row.',
	actions: [
		'Decision meeting of police and support, recorded',
		'At least one contact in person before the case may be closed'
	],
	levels: (s) => [high(all(longSilent(s), noted(s, 'silentBefore')), 'SUP', 'S')]
};

const dangerQuestions = ['H2', 'R1', 'R1b', 'R2', 'H3', 'H4', 'H5', 'R3', 'R4', 'K2'];

const stopped: Rule<Stillness> = {
	code: 'SIL-4',
	tags: ['SR3'],
	reason: 'Stopped before sending.',
	actions: ['Read what was saved and assessed; after a delete there is nothing but the fact'],
	levels: (s) => {
		const { sentAt, refused, paused, deletedAt, stoppedAt } = s.checkIn;
		const open = given(sentAt === null && refused === null && !paused);
		const left = all(open, any(noted(s, 'deletedAt'), passed(s, 'lastSavedAt', 30 * MINUTE)));
		const atDanger = given(
			deletedAt === null && stoppedAt !== null && dangerQuestions.includes(stoppedAt)
		);
		return [medium(all(left, atDanger, noted(s, 'stoppedAt')), 'S'), low(left, 'S')];
	}
};

const notNow: Rule<Stillness> = {
	code: 'SIL-5',
	tags: ['SR1'],
	reason: 'Not a safe time, twice.',
	actions: ['Offer another way'],
	levels: (s) => {
		const { sentAt, refused, paused } = s.checkIn;
		const open = given(sentAt === null && refused === null && !paused);
		return [low(all(given(s.checkIn.notNow >= 2), noted(s, 'notNow'), open), 'S')];
	}
};

// The one that a pause does not hold back: the channel failed, whatever she chose, and a changed
// number can be a sign.
const notDelivered: Rule<Stillness> = {
	code: 'SIL-6',
	tags: ['SR1'],
	reason: 'The message did not arrive.',
	actions: ['New plan in person', 'A changed number can be a sign'],
	levels: (s) => [medium(noted(s, 'deliveryFailed'), 'S', 'OPS')]
};

export const silenceRules: readonly Rule<Stillness>[] = [
	due,
	long,
	twice,
	stopped,
	notNow,
	notDelivered
];
