import type { Lane, LaneSeverity, LaneState } from '../concern/index.ts';
import type { FlagId, ResponseId, RevisionId } from '../ids.ts';
import type { SealedFlag, SealedResponse } from '../response.ts';
import type { Severity } from '../rules/index.ts';
import type { Reading } from './break-glass.ts';
import { scopeOf, type Part } from './permissions.ts';

// What was opened, before anybody has decided who may see it. It never leaves the desk's server.

export type Reader = {
	relation: Reading;
	/** Answers for the duty desk now, and so is told the two sentences that save a life. */
	isDutyDesk: boolean;
};

/** The lane that is looked at, by its own figures. */
export type GivenLane = { lane: Lane; severity: LaneSeverity; state: LaneState };

export type GivenFlag = {
	flagId: FlagId;
	severity: Severity;
	/** Lanes that it was filed under. */
	lanes: readonly Lane[];
	filedAt: Date;
	/** The response it was found in; null for silence, an event, a judgement. */
	responseId: ResponseId | null;
	/** When somebody of support pressed Seen; null when nobody did. */
	seenBySupportAt: Date | null;
	/** Support has shared it with police by a recorded decision (queue.md 9, SL4). */
	isShared: boolean;
	/** Who raised it by judgement; null for what rules found. */
	raisedBy: string | null;
	content: SealedFlag;
};

/** A response in its latest revision: the sent one, else the newest saved. */
export type GivenResponse = {
	revisionId: RevisionId;
	responseId: ResponseId;
	kind: 'sent' | 'unsent';
	at: Date;
	/** Card and code of its link came from one hand. */
	oneHand: boolean;
	/** Name of the worker who held the talk that it came from; null for answers over a link. */
	talkBy: string | null;
	/** A flag of this concern was found in it. */
	isInConcern: boolean;
	content: SealedResponse;
};

/** She chose that only her support worker may see these answers (CN1). */
export function isSupportOnly({ content }: GivenResponse): boolean {
	return content.answers.CN1 === 'support';
}

export function isOfficerSide({ relation }: Reader): boolean {
	return relation !== 'support_worker';
}

/** Whether a cell of the matrix opens a part to this reader, who looks at it from this lane. */
export function isGranted(reader: Reader, part: Part, { severity, state }: GivenLane): boolean {
	const isOpen = state !== 'closed';
	switch (scopeOf(reader.relation, part)) {
		case 'yes':
			return true;
		case 'open_high':
			return isOpen && (severity === 'high' || severity === 'critical');
		case 'open_critical':
			return isOpen && severity === 'critical';
		default:
			return false;
	}
}
