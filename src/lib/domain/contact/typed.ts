import type { ContactPlan, ContactRoute } from './plan.ts';

// The form of a plan as it stands on the page: text, nothing checked yet, empty rows too. A page that
// was refused shows exactly this again, so that nothing typed is lost.

export type WindowTyped = { days: string[]; from: string; to: string };

export type RouteTyped = {
	kind: string;
	to: string;
	/** Stands in the plan already: it can be closed, and not be changed into another. */
	isKnown: boolean;
	isClosed: boolean;
	reason: string;
	windows: WindowTyped[];
};

/** Fields of one text each, by the name that they have on the page. */
export const planFields = [
	'adult',
	'first',
	'time_zone',
	'avoid',
	'may_contact',
	'other_person',
	'voicemail',
	'cover_name',
	'cover',
	'if_someone_else',
	'safe_word',
	'safe_word_prompt',
	'in_danger',
	'who_decides',
	'language',
	'interpreter',
	'text_relay',
	'reading',
	'paused',
	'wishes',
	'may_remind'
] as const;
export type PlanField = (typeof planFields)[number];

export type PlanTyped = Record<PlanField, string> & { routes: RouteTyped[] };

type Fields = Record<string, string | string[] | undefined>;

const MOST_ROWS = 20;
const MOST_WINDOWS = 14;
const yes = (is: boolean) => (is ? 'yes' : '');
const yesOrNo = (is: boolean) => (is ? 'yes' : 'no');

/** What a browser sent. Names are those of `routeName` and `windowName`. */
export function typedFrom(fields: Fields): PlanTyped {
	const single = Object.fromEntries(planFields.map((name) => [name, one(fields[name])]));
	const rows = rowsIn(fields, /^route-(\d+)-/, MOST_ROWS);
	return {
		...(single as Record<PlanField, string>),
		routes: rows.map((row) => ({
			kind: one(fields[routeName(row, 'kind')]),
			to: one(fields[routeName(row, 'to')]),
			isKnown: one(fields[routeName(row, 'known')]) === 'yes',
			isClosed: one(fields[routeName(row, 'close')]) === 'yes',
			reason: one(fields[routeName(row, 'reason')]),
			windows: rowsIn(fields, new RegExp(`^route-${row}-w-(\\d+)-`), MOST_WINDOWS).map((place) => ({
				days: many(fields[windowName(row, place, 'days')]),
				from: one(fields[windowName(row, place, 'from')]),
				to: one(fields[windowName(row, place, 'to')])
			}))
		}))
	};
}

/** The plan that holds, ready to be changed; without one the empty form with what is usual here. */
export function typedOf(
	plan: ContactPlan | null,
	usual: { timeZone: string; language: string }
): PlanTyped {
	if (!plan) {
		const none = Object.fromEntries(planFields.map((name) => [name, ''])) as Record<
			PlanField,
			string
		>;
		return {
			...none,
			time_zone: usual.timeZone,
			language: usual.language,
			interpreter: 'none',
			may_remind: 'yes',
			routes: [emptyRoute(), emptyRoute()]
		};
	}
	return {
		adult: 'yes',
		first: '0',
		time_zone: plan.timeZone,
		avoid: plan.avoid.join('\n'),
		may_contact: plan.mayContact,
		other_person: plan.otherPerson,
		voicemail: yesOrNo(plan.voicemail),
		cover_name: plan.coverName,
		cover: plan.cover,
		if_someone_else: plan.ifSomeoneElse,
		safe_word: plan.safeWord,
		safe_word_prompt: plan.safeWordPrompt,
		in_danger: plan.inDanger,
		who_decides: plan.whoDecides,
		language: plan.language,
		interpreter: plan.interpreter,
		text_relay: yes(plan.textRelay),
		reading: plan.reading,
		paused: yes(plan.isPaused),
		wishes: plan.wishes,
		may_remind: yesOrNo(plan.mayRemind),
		routes: plan.routes.map(routeTyped)
	};
}

function routeTyped({ kind, to, windows, closedBecause }: ContactRoute): RouteTyped {
	return {
		kind,
		to,
		isKnown: true,
		isClosed: closedBecause !== null,
		reason: closedBecause ?? '',
		windows: windows.map(({ days, from, to: until }) => ({
			days: days.map(String),
			from,
			// a clock on the page has no 24:00
			to: until === '24:00' ? '00:00' : until
		}))
	};
}

export function emptyRoute(): RouteTyped {
	return {
		kind: '',
		to: '',
		isKnown: false,
		isClosed: false,
		reason: '',
		windows: [emptyWindow()]
	};
}

export function emptyWindow(): WindowTyped {
	return { days: [], from: '', to: '' };
}

/** One more empty row for a way, or for a time of one way: everything else stays as it was typed. */
export function withRoom(typed: PlanTyped, wanted: 'route' | { windowOf: number }): PlanTyped {
	if (wanted === 'route') {
		if (typed.routes.length >= MOST_ROWS) return typed;
		return { ...typed, routes: [...typed.routes, emptyRoute()] };
	}
	const routes = typed.routes.map((route, row) =>
		row === wanted.windowOf && route.windows.length < MOST_WINDOWS
			? { ...route, windows: [...route.windows, emptyWindow()] }
			: route
	);
	return { ...typed, routes };
}

/**
 * What was typed, and the ways of the plan that holds by now which it lacks: somebody else has added
 * them. Those that both have are known ways, and can only be closed.
 */
export function withWaysOf(typed: PlanTyped, stored: PlanTyped): PlanTyped {
	const same = (one: RouteTyped, other: RouteTyped) =>
		one.kind === other.kind && one.to === other.to;
	const lacking = stored.routes.filter(
		(known) => known.isKnown && !typed.routes.some((route) => same(route, known))
	);
	const routes = typed.routes.map((route) => ({
		...route,
		isKnown: stored.routes.some((known) => known.isKnown && same(route, known))
	}));
	return { ...typed, routes: [...routes, ...lacking] };
}

type RouteField = 'kind' | 'to' | 'known' | 'close' | 'reason';

export function routeName(row: number, field: RouteField): string {
	return `route-${row}-${field}`;
}

export function windowName(row: number, place: number, field: keyof WindowTyped): string {
	return `route-${row}-w-${place}-${field}`;
}

/** The rows that a form had, in order. Numbers that it cannot have had are dropped. */
function rowsIn(fields: Fields, pattern: RegExp, most: number): number[] {
	const found = Object.keys(fields).flatMap((name) => {
		const row = Number(pattern.exec(name)?.[1] ?? NaN);
		return row < most ? [row] : [];
	});
	return [...new Set(found)].toSorted((a, b) => a - b);
}

function one(value: string | string[] | undefined): string {
	return (Array.isArray(value) ? value[0] : value) ?? '';
}

function many(value: string | string[] | undefined): string[] {
	if (value === undefined) return [];
	return Array.isArray(value) ? value : [value];
}
