import { fileUnder } from '../concern/index.ts';
import { flagId, responseId, revisionId } from '../ids.ts';
import { formFacts, type FormFacts, type StoredAnswers } from '../questionnaire/index.ts';
import { sealedResponse } from '../response.ts';
import { assess, type Flag, type Input } from '../rules/index.ts';
import type { GivenFlag, GivenLane, GivenResponse, Reader } from './given.ts';

// Responses and flags as the worker would file them: the rules are the real ones.

export const now = new Date('2026-11-23T10:42:00Z');

const id = (place: number, last: number) =>
	`01932f5c-7e8a-7000-800${place}-${String(last).padStart(12, '0')}`;

export const reader: Record<'officer' | 'dutyDesk' | 'supervisor' | 'support', Reader> = {
	officer: { relation: 'officer', isDutyDesk: false },
	dutyDesk: { relation: 'officer', isDutyDesk: true },
	supervisor: { relation: 'supervisor', isDutyDesk: false },
	support: { relation: 'support_worker', isDutyDesk: false }
};

export const lane: Record<'police' | 'supervisor' | 'support', GivenLane> = {
	police: { lane: 'police', severity: 'critical', state: 'new' },
	supervisor: { lane: 'supervisor', severity: 'high', state: 'new' },
	support: { lane: 'support', severity: 'critical', state: 'new' }
};

/** A case with everything: every question can be placed. */
export const fullFacts: FormFacts = formFacts.parse({
	hasLiveOrder: true,
	hasChildren: true,
	hasProgramme: true,
	hasSupportWorker: true,
	hasSupportOrg: true,
	supportConfidential: true,
	firstResponse: true
});

export const agreed = { CN0: 'yes', CN1: 'both', CN2: 'yes' };

export function response(
	answers: StoredAnswers,
	{
		at = new Date('2026-11-23T10:31:00Z'),
		ordinal = 1,
		isInConcern = true,
		facts = fullFacts
	}: { at?: Date; ordinal?: number; isInConcern?: boolean; facts?: FormFacts } = {}
): GivenResponse {
	return {
		revisionId: revisionId.parse(id(1, ordinal)),
		responseId: responseId.parse(id(2, ordinal)),
		kind: 'sent',
		at,
		oneHand: false,
		isInConcern,
		talkBy: null,
		content: sealedResponse.parse({
			answers: { ...agreed, ...answers },
			facts,
			language: 'en',
			mode: 'self',
			secondsOnForm: 300,
			consentVersion: 'cn0-2026-11'
		})
	};
}

/** The flags of one response, each in its lanes. `input` adds what the rules know beside it. */
export function flagsOf(of: GivenResponse, input: Partial<Input> = {}): GivenFlag[] {
	const { answers, facts } = of.content;
	const found = assess({
		answers,
		now: now.toISOString(),
		...input,
		facts: { ...facts, ...input.facts }
	}).flags;
	return found.map((flag, place) => filed(of, flag, place));
}

function filed(of: GivenResponse, flag: Flag, place: number): GivenFlag {
	const { N2, CN1 } = of.content.answers;
	return {
		flagId: flagId.parse(id(3, place)),
		severity: flag.severity,
		lanes: fileUnder(flag, { hasSupportOrg: true, conflict: false }),
		filedAt: of.at,
		responseId: of.responseId,
		seenBySupportAt: null,
		isShared: false,
		raisedBy: null,
		content: {
			...flag,
			supportOnly: CN1 === 'support',
			wish: typeof N2 === 'string' ? N2 : null
		}
	};
}
