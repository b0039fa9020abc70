import { describe, expect, it } from 'vitest';
import type { GivenFlag, GivenResponse } from '#lib/domain/access/index.ts';
import { formFacts } from '#lib/domain/questionnaire/index.ts';
import { sealedResponse } from '#lib/domain/response.ts';
import { flagId, responseId, revisionId, type RevisionId } from '#lib/domain/ids.ts';
import { unreadable } from './unseal.ts';
import { isWhole, type Opened } from './whole.ts';

const at = new Date('2026-11-23T12:00:00Z');
const [one, other] = [1, 2].map((n) =>
	revisionId.parse(`00000000-0000-7000-8000-00000000000${n}`)
) as [RevisionId, RevisionId];
const its = responseId.parse('00000000-0000-7000-8000-000000000003');

function flag(opened: 'opens' | 'does not open' | 'was never readable', of = one) {
	const content = opened === 'opens' ? { ...unreadable, code: 'F-KILL' } : unreadable;
	const given: GivenFlag = {
		flagId: flagId.parse('00000000-0000-7000-8000-000000000004'),
		severity: 'critical',
		lanes: ['police'],
		filedAt: at,
		responseId: its,
		seenBySupportAt: null,
		isShared: false,
		raisedBy: null,
		content
	};
	const sealed = opened === 'was never readable' ? null : Uint8Array.of(1);
	return { row: { revisionId: of, sealed }, opened: given };
}

function revision(opened: boolean, id = one) {
	const given: GivenResponse = {
		revisionId: id,
		responseId: its,
		kind: 'sent',
		at,
		oneHand: true,
		talkBy: null,
		isInConcern: true,
		content: sealedResponse.parse({
			answers: {},
			facts: formFacts.parse({}),
			language: 'en',
			mode: 'self',
			secondsOnForm: 60,
			consentVersion: '1'
		})
	};
	return { row: { revisionId: id }, opened: opened ? given : null };
}

describe('a card whose answers or flags were touched since they were assessed says so', () => {
	const whole: Opened = {
		flags: [flag('opens')],
		revisions: [revision(true)],
		known: new Set([one]),
		mayBeMore: false
	};
	it.each<[string, Partial<Opened>, boolean]>([
		['everything opens', {}, true],
		['an answer does not open', { revisions: [revision(false)] }, false],
		['a flag does not open', { flags: [flag('opens'), flag('does not open')] }, false],
		['the answer of a flag is gone', { known: new Set([other]) }, false],
		['there are more answers than were read', { known: new Set(), mayBeMore: true }, true],
		[
			'an answer that never opened has its own flag, and its lanes',
			{ flags: [flag('was never readable')], revisions: [revision(false)] },
			true
		],
		[
			'another answer beside such a one',
			{ flags: [flag('was never readable')], revisions: [revision(false, other)] },
			false
		]
	])('%s', (_, change, expected) => {
		expect(isWhole({ ...whole, ...change })).toBe(expected);
	});
});
