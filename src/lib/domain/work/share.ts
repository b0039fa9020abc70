import { HOUR } from '../clock.ts';

/** Why she is not asked, or what she said (queue.md 9, SL4). */
export const askedAnswers = ['agreed', 'refused', 'unsafe_to_ask', 'impossible_to_ask'] as const;
export type Asked = (typeof askedAnswers)[number];

export const shareGrounds = ['danger_to_her', 'danger_to_child', 'law'] as const;
export type ShareGround = (typeof shareGrounds)[number];

/** In danger now it is shared first; a second person signs within this time. */
const SIGN_AFTERWARDS = 24 * HOUR;
/** Else nothing is shared before somebody has signed, so somebody has to look soon. */
const SIGN_FIRST = 4 * HOUR;

/** Until when a second person of support has to look at a decision to share. */
export function signBy({ at, inDangerNow }: { at: Date; inDangerNow: boolean }): Date {
	return new Date(at.getTime() + (inDangerNow ? SIGN_AFTERWARDS : SIGN_FIRST));
}

export type ShareState = 'waits_for_signature' | 'being_shared' | 'shared';

/** How far a decision has come. Nothing is shared before the worker has put it into the lane. */
export function shareState({
	filedAt,
	signedAt,
	inDangerNow
}: {
	filedAt: Date | null;
	signedAt: Date | null;
	inDangerNow: boolean;
}): ShareState {
	if (filedAt) return 'shared';
	return signedAt || inDangerNow ? 'being_shared' : 'waits_for_signature';
}
