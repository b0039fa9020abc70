import { z } from 'zod';
import { DAY } from './clock.ts';
import { orderId, type OrderId } from './ids.ts';
import {
	formFacts,
	isEvent,
	told,
	walk,
	type FormFacts,
	type StoredAnswers
} from './questionnaire/index.ts';
import type { RuleFacts } from './rules/index.ts';

const isSo = z.boolean().default(false);
// a day without a time is midnight UTC; a time without an offset would mean another moment elsewhere
const moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);
const perhaps = moment.nullable().default(null);

const terms = z.object({
	/** Forbids contact with the victim. */
	noContact: isSo,
	/** Forbids contact with the children. */
	noContactChildren: isSo
});

/** What a case knows that must not be plain: sealed to the case, written by its officer. */
export const caseFacts = z.object({
	/** A child of the victim, or one in the victim's care. */
	hasChildren: isSo,
	/** How the victim agreed, in person, that the form speaks of the perpetrator. */
	personPhrase: formFacts.shape.personPhrase,
	/** SF2 asked in person at set-up. */
	baselineSF2: z.enum(['0', '1', '2', '3']).nullable().default(null),
	/** Strangulation on record. */
	neckEver: isSo,
	/** Known access to a firearm or another weapon. */
	weaponAccess: isSo,
	pregnant: isSo,
	youngestBornAt: perhaps,
	/** Last known separation. */
	separatedAt: perhaps,
	/** End of the 12 months after the last MARAC or its local equivalent. */
	maracUntil: perhaps,
	/** Next time bail conditions are set or reviewed. */
	bailDecisionAt: perhaps,
	/** Graded high in the police's own risk assessment. */
	gradedHigh: isSo,
	/** Police-recorded incidents: when each happened, doubles removed by staff. */
	events12m: z.array(moment).default([]),
	/** Terms by order. An order without an entry forbids nothing that we know of. */
	orderTerms: z.partialRecord(orderId, terms).default({})
});
export type CaseFacts = z.infer<typeof caseFacts>;

export type CaseOrder = {
	id: OrderId;
	kind: 'barring' | 'protection' | 'bail' | 'other';
	state: 'asked' | 'live' | 'ended' | 'refused';
	fromAt: Date;
	/** Null is without an end. */
	toAt: Date | null;
};

export type CaseProgramme = {
	status: Exclude<RuleFacts['programmeStatus'], 'none'>;
	statusAt: Date;
	sessionsDue: number;
	sessionsAttended: number;
};

/** In force at this moment: marked live, begun, and not over. */
export function isLive({ state, fromAt, toAt }: CaseOrder, now: Date): boolean {
	return state === 'live' && fromAt <= now && (toAt === null || now < toAt);
}

/** What is frozen with a new link (questionnaire.md 2). Names nobody. */
export function formFactsOf({
	facts,
	orders,
	programme,
	support,
	withoutW1,
	isFirstResponse,
	now
}: {
	facts: CaseFacts;
	orders: readonly CaseOrder[];
	programme: CaseProgramme | null;
	/** The support organisation linked to the case; `worker`: somebody of it is named. */
	support: { worker: boolean; confidential: boolean } | null;
	/** The agency has switched W1 off. */
	withoutW1: boolean;
	/** No earlier response of this case has been assessed. */
	isFirstResponse: boolean;
	now: Date;
}): FormFacts {
	return {
		hasLiveOrder: orders.some((order) => isLive(order, now)),
		hasChildren: facts.hasChildren,
		hasProgramme: programme !== null,
		hasSupportWorker: support?.worker ?? false,
		hasSupportOrg: support !== null,
		supportConfidential: support?.confidential ?? false,
		withoutW1,
		firstResponse: isFirstResponse,
		personPhrase: facts.personPhrase
	};
}

/** What an earlier assessed response of the case told, as far as a later one may be judged by it. */
export type EarlierResponse = {
	at: Date;
	event: boolean;
	/** Strangulation, now or before. */
	neck: boolean;
	/** Its answers were for the support worker alone (CN1). */
	supportOnly: boolean;
};

/** Reads an earlier response for `ruleFactsOf`. `facts`: the copy that was sealed with it. */
export function earlierResponse(
	answers: StoredAnswers,
	{ facts, at }: { facts: FormFacts; at: Date }
): EarlierResponse {
	const { kept } = walk(answers, facts);
	return {
		at,
		event: isEvent(kept),
		neck: told(kept, 'R1', 'neck') || told(kept, 'R1b', 'neck'),
		supportOnly: answers.CN1 === 'support'
	};
}

/**
 * What the rules need of the case (rules.md 2). What she told for her support worker alone counts
 * only for a response that is for support alone too: else a later flag, and the number in its
 * evidence, would tell the officer side of it.
 */
export function ruleFactsOf({
	facts,
	orders,
	programme,
	earlier,
	response,
	overdueHigh,
	conflict,
	officerLangs,
	now
}: {
	facts: CaseFacts;
	orders: readonly CaseOrder[];
	programme: CaseProgramme | null;
	/** Every earlier assessed response of the case, each in its latest revision. */
	earlier: readonly EarlierResponse[];
	/** The response that is assessed; `previousAt`: when the one before it was saved. */
	response: { supportOnly: boolean; language: string; previousAt: Date | null };
	/** rules.md 2 says which flags count. */
	overdueHigh: boolean;
	conflict: boolean;
	/** Languages that the responsible officer reads. */
	officerLangs: readonly string[];
	now: Date;
}): RuleFacts {
	const live = orders.filter((order) => isLive(order, now));
	const counted = earlier.filter(({ supportOnly }) => response.supportOnly || !supportOnly);
	const { maracUntil, bailDecisionAt, separatedAt, youngestBornAt } = facts;
	const { pregnant, weaponAccess, baselineSF2 } = facts;
	return {
		noContactOrder: live.some(({ id }) => facts.orderTerms[id]?.noContact ?? false),
		orderMadeAt: newest(live.map(({ fromAt }) => fromAt))?.toISOString() ?? null,
		bailDecisionAt,
		maracUntil,
		events12m:
			facts.events12m.filter((at) => isInLastYear(new Date(at), now)).length +
			counted.filter(({ event, at }) => event && isInLastYear(at, now)).length,
		separatedAt,
		pregnant,
		youngestBornAt,
		neckEver: facts.neckEver || counted.some(({ neck }) => neck),
		weaponAccess,
		programmeStatus: programme?.status ?? 'none',
		newDropOut: isNewDropOut(programme, response.previousAt),
		baselineSF2,
		overdueHigh,
		conflict,
		officerLangs: [...officerLangs],
		responseLang: response.language
	};
}

function isNewDropOut(programme: CaseProgramme | null, previousAt: Date | null): boolean {
	if (programme?.status !== 'dropped') return false;
	return previousAt === null || programme.statusAt > previousAt;
}

function isInLastYear(at: Date, now: Date): boolean {
	const age = now.getTime() - at.getTime();
	return age >= 0 && age <= 365 * DAY;
}

function newest(moments: readonly Date[]): Date | undefined {
	return moments.toSorted((a, b) => b.getTime() - a.getTime())[0];
}
