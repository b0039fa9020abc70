import { contactPlan, routeKinds, type ContactPlan, type ContactRoute } from './plan.ts';
import { routeName, windowName, type PlanTyped, type RouteTyped } from './typed.ts';

/** What is wrong with a field, in codes that the page has words for. */
export const planProblems = [
	'adult',
	'no_route',
	'phone_only',
	'kind',
	'phone',
	'email',
	'to',
	'to_long',
	'days',
	'times',
	'reason',
	'time_zone',
	'avoid',
	'may_contact',
	'other_person',
	'voicemail',
	'cover',
	'in_danger',
	'language',
	'may_remind',
	'long'
] as const;
export type PlanProblem = (typeof planProblems)[number];

/** `field`: name of the field on the page. `way`: number of the way that it belongs to, from 1. */
export type FieldProblem = { field: string; problem: PlanProblem; way: number | null };

export type Checked =
	{ ok: true; plan: ContactPlan } | { ok: false; problems: FieldProblem[]; isMinor: boolean };

/** Ways to her that nobody needs a phone for. */
const withoutPhone: readonly string[] = ['card', 'in_person', 'third_person'];

/** Reads the form of a plan. Not confirmed yet: that is said by a person, and stored with the time. */
export function checkPlan(
	typed: PlanTyped,
	{ languages }: { languages: readonly string[] }
): Checked {
	// this version is for adults: nothing else is looked at
	if (typed.adult === 'no') {
		return {
			ok: false,
			isMinor: true,
			problems: [{ field: 'adult', problem: 'adult', way: null }]
		};
	}
	const problems: FieldProblem[] = [];
	const wrong = (field: string, problem: PlanProblem, row: number | null = null) => {
		problems.push({ field, problem, way: row === null ? null : row + 1 });
	};
	if (typed.adult !== 'yes') wrong('adult', 'adult');

	const routes = routesIn(typed, wrong);
	const open = routes.filter(({ closedBecause }) => closedBecause === null);
	if (open.length === 0) wrong(routeName(0, 'kind'), 'no_route');
	else if (!open.some(({ kind }) => withoutPhone.includes(kind))) {
		wrong(routeName(0, 'kind'), 'phone_only');
	}
	if (!isTimeZone(typed.time_zone.trim())) wrong('time_zone', 'time_zone');
	const avoid = linesOf(typed.avoid);
	if (!contactPlan.shape.avoid.safeParse(avoid).success) wrong('avoid', 'avoid');
	if (!languages.includes(typed.language)) wrong('language', 'language');
	if (!['yes', 'no'].includes(typed.voicemail)) wrong('voicemail', 'voicemail');
	if (!['yes', 'no'].includes(typed.may_remind)) wrong('may_remind', 'may_remind');
	if (typed.may_contact === 'other' && typed.other_person.trim() === '') {
		wrong('other_person', 'other_person');
	}

	const parsed = contactPlan.safeParse({
		routes,
		timeZone: typed.time_zone.trim(),
		avoid,
		mayContact: typed.may_contact,
		otherPerson: oneLine(typed.other_person),
		voicemail: typed.voicemail === 'yes',
		coverName: oneLine(typed.cover_name),
		cover: typed.cover,
		ifSomeoneElse: typed.if_someone_else,
		safeWord: oneLine(typed.safe_word),
		safeWordPrompt: oneLine(typed.safe_word_prompt),
		inDanger: typed.in_danger,
		whoDecides: oneLine(typed.who_decides),
		language: typed.language,
		interpreter: typed.interpreter === '' ? 'none' : typed.interpreter,
		textRelay: typed.text_relay === 'yes',
		reading: typed.reading,
		isPaused: typed.paused === 'yes',
		wishes: typed.wishes,
		mayRemind: typed.may_remind === 'yes',
		adult: typed.adult === 'yes'
	});
	for (const { path } of parsed.error?.issues ?? []) {
		const [name = '', row] = path;
		const field = name === 'routes' ? routeName(Number(row ?? 0), 'to') : fieldOf(String(name));
		if (problems.some((known) => known.field === field)) continue;
		// rows were looked at one by one above, and have said what is wrong with them
		if (name === 'routes' && problems.some(({ way }) => way !== null)) continue;
		wrong(field, problemOf(field));
	}
	if (!parsed.success || problems.length > 0) return { ok: false, problems, isMinor: false };
	return { ok: true, plan: parsed.data };
}

type Wrong = (field: string, problem: PlanProblem, row: number) => void;

/** The ways that were typed, the first one that she wants first; rows left empty are none. */
function routesIn(typed: PlanTyped, wrong: Wrong): ContactRoute[] {
	const read = typed.routes.flatMap((route, row) => {
		if (isEmpty(route)) return [];
		const found = routeIn(route, (field, problem) => wrong(field, problem, row), row);
		return [{ route: found, isFirst: typed.first === String(row) }];
	});
	return read.toSorted((a, b) => Number(b.isFirst) - Number(a.isFirst)).map(({ route }) => route);
}

function isEmpty({ kind, to, isKnown, windows }: RouteTyped): boolean {
	const hasTimes = windows.some(({ days, from, to: until }) => days.length > 0 || from || until);
	return !isKnown && kind === '' && to.trim() === '' && !hasTimes;
}

function routeIn(
	{ kind: typedKind, to: typedTo, isKnown, isClosed, reason, windows }: RouteTyped,
	wrong: (field: string, problem: PlanProblem) => void,
	row: number
): ContactRoute {
	const kind = routeKinds.find((one) => one === typedKind);
	const to = kind === 'sms' || kind === 'call' ? asNumber(typedTo) : oneLine(typedTo);
	const problem = kind ? problemOfPlace(kind, to) : 'kind';
	// what stands there from before is kept as it was, even if it would not be taken today
	if (problem && !(isKnown && kind))
		wrong(routeName(row, problem === 'kind' ? 'kind' : 'to'), problem);
	if (isClosed && reason.trim() === '') wrong(routeName(row, 'reason'), 'reason');

	return {
		kind: kind ?? 'in_person',
		to: isKnown ? typedTo : to,
		windows: windows.flatMap(({ days, from, to: end }, place) => {
			if (days.length === 0 && from === '' && end === '') return [];
			// until midnight: a clock on the page calls it 00:00
			const until = end === '00:00' ? '24:00' : end;
			if (days.length === 0) wrong(windowName(row, place, 'days'), 'days');
			else if (!(isTime(from) && isTime(until) && from < until)) {
				wrong(windowName(row, place, 'from'), 'times');
			}
			return [{ days: days.map(Number).toSorted(), from, to: until }];
		}),
		closedBecause: isClosed ? reason.trim() : null
	};
}

function problemOfPlace(kind: ContactRoute['kind'], to: string): PlanProblem | null {
	if ([...to].length > 200) return 'to_long';
	if (kind === 'sms' || kind === 'call') return /^\+[1-9]\d{6,14}$/.test(to) ? null : 'phone';
	if (kind === 'email')
		return /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>".]+$/.test(to) ? null : 'email';
	return kind === 'third_person' && to === '' ? 'to' : null;
}

/** A number as networks read it: `+` and digits. What people write between them is dropped. */
function asNumber(text: string): string {
	return text.replace(/[\s\p{Pd}\p{Cf}()./]/gu, '').replace(/^00/, '+');
}

function isTime(text: string): boolean {
	return /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(text);
}

export function isTimeZone(name: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: name });
		return name !== '';
	} catch {
		return false;
	}
}

function linesOf(text: string): string[] {
	const lines = text.split(/[\s,;]+/).filter((line) => line !== '');
	return [...new Set(lines)].toSorted();
}

function oneLine(text: string): string {
	return text.replace(/[\r\n]+/g, ' ').trim();
}

/** `ifSomeoneElse` of the plan is `if_someone_else` on the page. */
function fieldOf(name: string): string {
	if (name === 'isPaused') return 'paused';
	return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function problemOf(field: string): PlanProblem {
	return planProblems.find((problem) => problem === field && problem !== 'other_person') ?? 'long';
}

/**
 * Whether all ways of the plan before still stand in the new one, open or closed: what she used to use
 * is never forgotten, and what was closed is not opened again.
 */
export function keepsWays(before: ContactPlan, after: ContactPlan): boolean {
	const left = [...after.routes];
	return before.routes.every((old) => {
		const place = left.findIndex(
			({ kind, to, closedBecause }) =>
				kind === old.kind &&
				to === old.to &&
				(old.closedBecause === null || closedBecause === old.closedBecause)
		);
		if (place < 0) return false;
		left.splice(place, 1);
		return true;
	});
}
