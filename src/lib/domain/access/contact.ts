import {
	CONFIRMED_FOR,
	openRoutes,
	safeAt,
	sentKinds,
	type ContactPlan,
	type ContactRoute,
	type ContactRulesView,
	type NotNow,
	type RouteView
} from '../contact/index.ts';
import { scopeOf } from './permissions.ts';
import type { Reading } from './break-glass.ts';

type Contact = { plan: ContactPlan | null; unsafeSince: readonly string[] };

/**
 * The contact rules as this reader may see them (safety.md 9): police use the plan, without the number
 * that the system sends to, and the safe word only on contact; support sees all of it.
 */
export function contactRulesFor(
	relation: Reading,
	{ plan, unsafeSince }: Contact,
	now: Date
): ContactRulesView {
	if (!plan) return { state: 'none', confirmedAt: null, rules: null };
	const isSupport = scopeOf(relation, 'contactPlan') === 'edit';
	const state = stateOf({ plan, unsafeSince }, now);
	// that an answer of hers stopped it is not police's to read: for them it has to be confirmed again
	const shown = state === 'unsafe' && !isSupport ? 'not_confirmed' : state;
	const { otherPerson, coverName, ifSomeoneElse, safeWordPrompt, whoDecides, wishes } = plan;
	return {
		state: shown,
		confirmedAt: plan.confirmed && shown !== 'not_confirmed' ? new Date(plan.confirmed.at) : null,
		rules: {
			routes: openRoutes(plan).map((route) => routeView(route, { plan, isSupport, now })),
			timeZone: plan.timeZone,
			avoid: plan.avoid,
			mayContact: plan.mayContact,
			otherPerson,
			voicemail: plan.voicemail,
			coverName,
			cover: plan.cover,
			ifSomeoneElse,
			safeWordPrompt,
			hasSafeWord: plan.safeWord !== '',
			inDanger: plan.inDanger,
			whoDecides,
			language: plan.language,
			interpreter: plan.interpreter,
			textRelay: plan.textRelay,
			reading: plan.reading,
			wishes,
			mayRemind: plan.mayRemind
		}
	};
}

function stateOf(
	{ plan, unsafeSince }: { plan: ContactPlan; unsafeSince: readonly string[] },
	now: Date
): ContactRulesView['state'] {
	if (plan.confirmed === null) return 'not_confirmed';
	if (unsafeSince.length > 0) return 'unsafe';
	if (plan.isPaused) return 'paused';
	const age = now.getTime() - Date.parse(plan.confirmed.at);
	return age > CONFIRMED_FOR ? 'old' : 'confirmed';
}

function routeView(
	{ kind, to, windows }: ContactRoute,
	{ plan, isSupport, now }: { plan: ContactPlan; isSupport: boolean; now: Date }
): RouteView {
	const isSent = (sentKinds as readonly string[]).includes(kind);
	const { isNow, nextAt } = safeAt({ ...plan, windows }, now);
	return { kind, to: isSent && !isSupport ? null : to, windows, isNow, nextAt };
}

/** Why a message may not go, as this reader may know it: see `contactRulesFor`. */
export function reasonFor(relation: Reading, reason: NotNow): NotNow {
	const isSupport = scopeOf(relation, 'contactPlan') === 'edit';
	const isHers = reason === 'unsafe_since' || reason === 'asked_not_to';
	return isHers && !isSupport ? 'not_confirmed' : reason;
}

/**
 * Whether this reader may change the plan. Support does; where a case has no support organisation, the
 * officer who leads it does, because somebody has to make it with her.
 */
export function mayEditPlan(
	relation: Reading,
	{ supportOrganisationId }: { supportOrganisationId: string | null }
): boolean {
	if (scopeOf(relation, 'contactPlan') === 'edit') return true;
	return supportOrganisationId === null && relation === 'officer';
}
