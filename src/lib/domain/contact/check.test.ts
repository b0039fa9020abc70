import { describe, expect, it } from 'vitest';
import { checkPlan, keepsWays } from './check.ts';
import type { ContactPlan } from './plan.ts';
import {
	typedFrom,
	typedOf,
	withRoom,
	withWaysOf,
	type PlanTyped,
	type RouteTyped
} from './typed.ts';

const languages = ['en', 'ar'];
const anyTime = { days: ['1', '2'], from: '10:00', to: '12:00' };

function way(kind: string, to: string, changes: Partial<RouteTyped> = {}): RouteTyped {
	return { kind, to, isKnown: false, isClosed: false, reason: '', windows: [anyTime], ...changes };
}

const meeting = way('in_person', 'the library', { windows: [] });

function typed(changes: Partial<PlanTyped> = {}): PlanTyped {
	return {
		...typedOf(null, { timeZone: 'Europe/Brussels', language: 'en' }),
		adult: 'yes',
		may_contact: 'either',
		voicemail: 'no',
		cover: 'a',
		in_danger: 'patrol',
		routes: [way('sms', '+32 400 000 001'), meeting],
		...changes
	};
}

function plan(changes: Partial<PlanTyped> = {}): ContactPlan {
	const checked = checkPlan(typed(changes), { languages });
	if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
	return checked.plan;
}

function problems(changes: Partial<PlanTyped>) {
	const checked = checkPlan(typed(changes), { languages });
	return checked.ok ? [] : checked.problems.map(({ field, problem }) => [field, problem]);
}

describe('the form of a plan', () => {
	it('is a plan when it is whole, and not confirmed by being saved', () => {
		expect(plan()).toMatchObject({
			routes: [
				{
					kind: 'sms',
					to: '+32400000001',
					windows: [{ days: [1, 2], from: '10:00', to: '12:00' }]
				},
				{ kind: 'in_person', to: 'the library', windows: [] }
			],
			adult: true,
			confirmed: null
		});
	});

	it('reads back what was saved as it was', () => {
		const before = plan({
			avoid: '2026-12-24\n2026-12-25',
			routes: [way('sms', '+32400000001', { windows: [{ ...anyTime, to: '00:00' }] }), meeting]
		});
		expect(before.routes[0]?.windows[0]?.to).toBe('24:00');
		const again = typedOf(before, { timeZone: 'UTC', language: 'en' });
		expect(plan(again)).toEqual(before);
	});

	it('puts the way first that she wants first', () => {
		expect(plan({ first: '1' }).routes.map(({ kind }) => kind)).toEqual(['in_person', 'sms']);
	});

	it('forgives how a number and days are written', () => {
		for (const to of ['0032 400-000.001', '+32 (400) 000 001', ' +32400000001\u200e']) {
			expect(plan({ routes: [way('sms', to), meeting] }).routes[0]?.to).toBe('+32400000001');
		}
		expect(plan({ avoid: '2026-12-25, 2026-12-24\r\n2026-12-25' }).avoid).toEqual([
			'2026-12-24',
			'2026-12-25'
		]);
	});

	it('leaves out rows that were left empty', () => {
		const empty = way('', '', { windows: [{ days: [], from: '', to: '' }] });
		expect(
			plan({ routes: [empty, way('sms', '+32400000001'), empty, meeting] }).routes
		).toHaveLength(2);
	});
});

describe('what is wrong is said at its field', () => {
	const sms = (changes: Partial<RouteTyped>) => ({
		routes: [way('sms', '+32400000001', changes), meeting]
	});
	it.each<[string, Partial<PlanTyped>, string, string]>([
		['age not asked', { adult: '' }, 'adult', 'adult'],
		['no way at all', { routes: [] }, 'route-0-kind', 'no_route'],
		[
			'ways over the phone alone',
			{ routes: [way('sms', '+32400000001')] },
			'route-0-kind',
			'phone_only'
		],
		['a number without its country', sms({ to: '0400 000 001' }), 'route-0-to', 'phone'],
		['half an address', { routes: [way('email', 'robin@'), meeting] }, 'route-0-to', 'email'],
		[
			'two addresses',
			{ routes: [way('email', 'a@b.example,c@d.example'), meeting] },
			'route-0-to',
			'email'
		],
		['a person without a name', { routes: [way('third_person', ''), meeting] }, 'route-0-to', 'to'],
		[
			'a number without a kind',
			{ routes: [way('', '+32400000001'), meeting] },
			'route-0-kind',
			'kind'
		],
		[
			'a time without days',
			sms({ windows: [{ ...anyTime, days: [] }] }),
			'route-0-w-0-days',
			'days'
		],
		[
			'days without a time',
			sms({ windows: [{ ...anyTime, to: '' }] }),
			'route-0-w-0-from',
			'times'
		],
		[
			'a night in one',
			sms({ windows: [{ days: ['1'], from: '22:00', to: '02:00' }] }),
			'route-0-w-0-from',
			'times'
		],
		['closed without a reason', sms({ isKnown: true, isClosed: true }), 'route-0-reason', 'reason'],
		['a zone that is none', { time_zone: 'Europe/Nowhere' }, 'time_zone', 'time_zone'],
		['a day that is none', { avoid: '24 December' }, 'avoid', 'avoid'],
		['nobody who may call', { may_contact: '' }, 'may_contact', 'may_contact'],
		['somebody else without a name', { may_contact: 'other' }, 'other_person', 'other_person'],
		['voicemail not asked', { voicemail: '' }, 'voicemail', 'voicemail'],
		['no message chosen', { cover: '' }, 'cover', 'cover'],
		['danger not talked about', { in_danger: '' }, 'in_danger', 'in_danger'],
		['a language that is not offered', { language: 'xx' }, 'language', 'language'],
		['a word that is a novel', { safe_word: 'x'.repeat(61) }, 'safe_word', 'long']
	])('%s', (_, changes, field, problem) => {
		expect(problems(changes)).toEqual([[field, problem]]);
	});

	it('somebody under 18 stops it before anything else', () => {
		const checked = checkPlan(typed({ adult: 'no', routes: [] }), { languages });
		expect(checked).toMatchObject({ ok: false, isMinor: true, problems: [{ field: 'adult' }] });
	});
});

describe('nothing typed is lost', () => {
	it('what a browser sends is what the page shows again, empty rows too', () => {
		const fields = {
			adult: 'yes',
			wishes: 'not on\r\nbirthdays',
			'route-0-kind': 'sms',
			'route-0-to': 'no number',
			'route-0-w-0-days': ['1', '2'],
			'route-0-w-0-from': '10:00',
			'route-0-w-0-to': '',
			'route-1-kind': '',
			'route-1-to': '',
			'route-99999-to': 'x',
			__proto__: 'x'
		};
		const read = typedFrom(fields);
		expect(read).toMatchObject({ adult: 'yes', wishes: 'not on\r\nbirthdays', cover: '' });
		expect(read.routes).toEqual([
			way('sms', 'no number', { windows: [{ days: ['1', '2'], from: '10:00', to: '' }] }),
			way('', '', { windows: [] })
		]);
	});

	it('one more row changes no other', () => {
		const before = typed();
		expect(withRoom(before, 'route').routes.slice(0, 2)).toEqual(before.routes);
		expect(withRoom(before, 'route').routes).toHaveLength(3);
		const more = withRoom(before, { windowOf: 0 });
		expect(more.routes[0]?.windows).toEqual([anyTime, { days: [], from: '', to: '' }]);
		expect(withRoom(before, { windowOf: 7 })).toEqual(before);
	});

	it('a way that somebody else has added meanwhile is kept', () => {
		const theirs = typedOf(plan({ routes: [way('email', 'robin@larkfield.example'), meeting] }), {
			timeZone: 'UTC',
			language: 'en'
		});
		const mine = typed();
		expect(withWaysOf(mine, theirs).routes.map(({ kind, isKnown }) => [kind, isKnown])).toEqual([
			['sms', false],
			['in_person', true],
			['email', true]
		]);
	});

	it('no way of the plan before goes without a word', () => {
		const before = plan();
		const [sms, person] = before.routes;
		if (!sms || !person) throw new Error('no ways');
		const closed = { ...sms, closedBecause: 'seen' };
		expect(keepsWays(before, before)).toBe(true);
		expect(keepsWays(before, { ...before, routes: [person, closed] })).toBe(true);
		expect(keepsWays(before, { ...before, routes: [person] })).toBe(false);
		expect(keepsWays({ ...before, routes: [closed, person] }, before)).toBe(false);
	});
});
