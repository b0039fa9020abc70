import { describe, expect, it } from 'vitest';
import { staffId } from '../ids.ts';
import { maySend, type Asked, type NotNow } from './may-send.ts';
import { contactPlan, type ContactPlan } from './plan.ts';

const worker = staffId.parse('01932f5c-7e8a-7000-8000-000000000001');
// a Tuesday, 11:00 in Madrid
const tuesday = new Date('2026-11-24T11:00:00+01:00');
const days = (count: number) => count * 24 * 60 * 60 * 1000;
const before = (moment: Date, milliseconds: number) => new Date(moment.getTime() - milliseconds);

const sms = {
	kind: 'sms',
	to: '+34600000000',
	windows: [{ days: [2, 4], from: '10:00', to: '12:00' }]
};

function planOf(changes: Partial<Record<keyof ContactPlan, unknown>> = {}): ContactPlan {
	return contactPlan.parse({
		routes: [sms],
		timeZone: 'Europe/Madrid',
		mayContact: 'either',
		cover: 'a',
		inDanger: 'patrol',
		language: 'es',
		adult: true,
		confirmed: { at: before(tuesday, days(3)).toISOString(), by: worker, how: 'in_person' },
		...changes
	});
}

function ask(changes: Partial<Asked> = {}) {
	return maySend({
		plan: planOf(),
		kind: 'sms',
		occasion: 'first',
		now: tuesday,
		unsafeSince: [],
		askedNotTo: false,
		messages: 0,
		lastAskedAt: null,
		...changes
	});
}

function because(changes: Partial<Asked>): [NotNow, string | null] {
	const answer = ask(changes);
	if (answer.ok) throw new Error('it may go');
	return [answer.reason, answer.nextAt?.toISOString() ?? null];
}

const at = (moment: string) => new Date(moment).toISOString();

describe('a message goes', () => {
	it('inside her safe time, on the way that she called safe, to the number of her plan', () => {
		expect(ask()).toEqual({ ok: true, to: sms.to });
	});

	it('to the first open way of its kind: what she closed is not used', () => {
		const routes = [
			{ ...sms, to: '+34600000001', closedBecause: 'The phone was seen.' },
			{ ...sms, to: '+34600000002' },
			{ ...sms, to: '+34600000003' }
		];
		expect(ask({ plan: planOf({ routes }) })).toEqual({ ok: true, to: '+34600000002' });
	});

	it('as a reminder, although she was asked just now', () => {
		expect(ask({ occasion: 'again', lastAskedAt: before(tuesday, 1) }).ok).toBe(true);
	});
});

describe('a message does not go, and waiting does not help,', () => {
	const closed = [{ ...sms, closedBecause: 'She has a new phone.' }];
	it.each<[string, Partial<Asked>, NotNow]>([
		['without a plan', { plan: null }, 'no_plan'],
		[
			'before the plan was confirmed with her',
			{ plan: planOf({ confirmed: null }) },
			'not_confirmed'
		],
		['while she wants a pause', { plan: planOf({ isPaused: true }) }, 'paused'],
		['when contact is unsafe', { unsafeSince: ['F-CONTACT-UNSAFE'] }, 'unsafe_since'],
		['when somebody may see the phone', { unsafeSince: ['F-TECH'] }, 'unsafe_since'],
		['when somebody else may have answered', { unsafeSince: ['F-COERCED'] }, 'unsafe_since'],
		['when she asked not to be asked again', { askedNotTo: true }, 'asked_not_to'],
		['after a message and one more in the same round', { messages: 2 }, 'asked_enough'],
		['on a way that she closed', { plan: planOf({ routes: closed }) }, 'channel_not_safe'],
		['on a way that is not in the plan', { kind: 'email' }, 'channel_not_safe'],
		[
			'on a way without a number',
			{ plan: planOf({ routes: [{ ...sms, to: '' }] }) },
			'channel_not_safe'
		],
		[
			'on a way without a safe time',
			{ plan: planOf({ routes: [{ ...sms, windows: [] }] }) },
			'no_window'
		],
		[
			'as a reminder that she does not want',
			{ occasion: 'again', plan: planOf({ mayRemind: false }) },
			'no_reminder'
		]
	])('%s', (_, changes, reason) => {
		expect(because(changes)).toEqual([reason, null]);
	});
});

describe('a plan holds for 30 days after it was confirmed', () => {
	const confirmed = (ago: number) =>
		planOf({
			confirmed: { at: before(tuesday, ago).toISOString(), by: worker, how: 'by_voice' }
		});

	it('and on the last of them to the end', () => {
		expect(ask({ plan: confirmed(days(30)) }).ok).toBe(true);
	});
	it('and a moment later no more', () => {
		expect(because({ plan: confirmed(days(30) + 1) })).toEqual(['plan_old', null]);
	});
	it('so nothing waits for a window that comes after them', () => {
		const now = new Date('2026-11-24T13:00:00+01:00');
		const plan = planOf({
			confirmed: { at: before(now, days(29)).toISOString(), by: worker, how: 'by_voice' }
		});
		// the next window is on Thursday, two days later
		expect(because({ plan, now })).toEqual(['outside_window', null]);
	});
});

describe('safe times', () => {
	it.each<[string, string, string]>([
		['a minute early', '2026-11-24T09:59:59.999+01:00', '2026-11-24T10:00+01:00'],
		['at its end', '2026-11-24T12:00+01:00', '2026-11-26T10:00+01:00'],
		['on another day', '2026-11-25T11:00+01:00', '2026-11-26T10:00+01:00'],
		['after the last of the week', '2026-11-26T23:00+01:00', '2026-12-01T10:00+01:00']
	])('%s: it waits for the next', (_, now, next) => {
		expect(because({ now: new Date(now) })).toEqual(['outside_window', at(next)]);
	});

	it('begin with their first moment and last to just before their end', () => {
		expect(ask({ now: new Date('2026-11-24T10:00+01:00') }).ok).toBe(true);
		expect(ask({ now: new Date('2026-11-24T11:59:59.999+01:00') }).ok).toBe(true);
	});

	it('are those of her time zone, whatever the clock of the server shows', () => {
		const plan = planOf({ timeZone: 'America/New_York' });
		expect(because({ plan })).toEqual(['outside_window', at('2026-11-24T10:00-05:00')]);
		expect(ask({ plan, now: new Date('2026-11-24T16:00Z') }).ok).toBe(true);
	});

	it('may be several on one day, in any order', () => {
		const windows = [
			{ days: [2], from: '18:00', to: '24:00' },
			{ days: [2], from: '08:00', to: '09:00' }
		];
		const plan = planOf({ routes: [{ ...sms, windows }] });
		expect(because({ plan, now: new Date('2026-11-24T07:00+01:00') })[1]).toBe(
			at('2026-11-24T08:00+01:00')
		);
		expect(because({ plan })[1]).toBe(at('2026-11-24T18:00+01:00'));
		expect(ask({ plan, now: new Date('2026-11-24T23:59:59+01:00') }).ok).toBe(true);
		expect(because({ plan, now: new Date('2026-11-25T00:00+01:00') })[1]).toBe(
			at('2026-12-01T08:00+01:00')
		);
	});

	it('never lie on a day that she wants to be left out', () => {
		const plan = planOf({ avoid: ['2026-11-24', '2026-11-26'] });
		expect(because({ plan })).toEqual(['day_to_avoid', at('2026-12-01T10:00+01:00')]);
	});

	it('that all lie on days to avoid are none', () => {
		const now = new Date('2026-11-24T11:00+01:00');
		const weeks = Array.from({ length: 12 }, (_, week) =>
			new Date(now.getTime() + days(7 * week)).toISOString().slice(0, 10)
		);
		const windows = [{ days: [2], from: '10:00', to: '12:00' }];
		expect(because({ plan: planOf({ avoid: weeks, routes: [{ ...sms, windows }] }) })).toEqual([
			'no_window',
			null
		]);
	});

	it('of a day to avoid go by her calendar: its night belongs to it until midnight', () => {
		const windows = [{ days: [0, 1, 2, 3, 4, 5, 6], from: '00:00', to: '24:00' }];
		const plan = planOf({ avoid: ['2026-11-24'], routes: [{ ...sms, windows }] });
		expect(because({ plan, now: new Date('2026-11-24T23:59:59.999+01:00') })).toEqual([
			'day_to_avoid',
			at('2026-11-25T00:00+01:00')
		]);
		expect(ask({ plan, now: new Date('2026-11-25T00:00+01:00') }).ok).toBe(true);
	});
});

describe('when the clock changes', () => {
	const night = (from: string, to: string, at: string) => {
		const now = new Date(at);
		return {
			now,
			plan: planOf({
				routes: [{ ...sms, windows: [{ days: [0], from, to }] }],
				confirmed: { at: before(now, days(1)).toISOString(), by: worker, how: 'in_person' }
			})
		};
	};

	it('in autumn a window holds the hour twice', () => {
		const first = night('02:00', '03:00', '2026-10-25T02:30+02:00');
		const again = night('02:00', '03:00', '2026-10-25T02:30+01:00');
		expect([ask(first).ok, ask(again).ok]).toEqual([true, true]);
		expect(ask(night('02:00', '03:00', '2026-10-25T03:00+01:00')).ok).toBe(false);
	});

	it('in spring a window in the hour that does not come is none in that week', () => {
		const asked = night('02:00', '03:00', '2026-03-29T01:30+01:00');
		expect(because(asked)).toEqual(['outside_window', at('2026-04-05T02:00+02:00')]);
		expect(ask(night('02:00', '03:00', '2026-03-29T03:00+02:00')).ok).toBe(false);
	});

	it('a window in the morning keeps to the clock on her wall', () => {
		expect(because(night('10:00', '12:00', '2026-03-28T11:00+01:00'))[1]).toBe(
			at('2026-03-29T10:00+02:00')
		);
		expect(because(night('10:00', '12:00', '2026-10-24T11:00+02:00'))[1]).toBe(
			at('2026-10-25T10:00+01:00')
		);
	});
});

describe('she is not asked twice in 7 days', () => {
	it('unless they are over', () => {
		expect(ask({ lastAskedAt: before(tuesday, days(7)) }).ok).toBe(true);
	});

	it('and a message waits for her first safe time after them', () => {
		// the seven days end a moment from now, inside the window
		const justNow = before(tuesday, days(7) - 60_000);
		expect(because({ lastAskedAt: justNow })).toEqual(['too_soon', at('2026-11-24T11:01+01:00')]);
		const inBetween = before(tuesday, days(5));
		expect(because({ lastAskedAt: inBetween })).toEqual(['too_soon', at('2026-11-26T11:00+01:00')]);
		const yesterday = before(tuesday, days(1));
		expect(because({ lastAskedAt: yesterday })).toEqual(['too_soon', at('2026-12-01T10:00+01:00')]);
	});
});
