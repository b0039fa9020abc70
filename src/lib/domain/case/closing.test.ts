import { describe, expect, it } from 'vitest';
import {
	contactDayIn,
	isAgreed,
	mayBeChallenged,
	obstaclesTo,
	reasonWithContact,
	type Attempt,
	type Standing
} from './closing.ts';

const at = (day: number) => new Date(Date.UTC(2026, 10, day));
const clear: Standing = {
	openConcern: false,
	openLink: false,
	openTalk: false,
	unassessed: false,
	eventNear: false,
	lastFlagAt: null,
	lastAnswerAt: null,
	recordedContactAt: null
};
const asked: Attempt = {
	needsSupport: true,
	supervisorAt: null,
	supportAt: null,
	challengedAt: null,
	answeredAt: null,
	closedAt: null
};

describe('closing a case', () => {
	it('is refused with everything that stands in the way, by name', () => {
		expect(obstaclesTo(clear)).toEqual([]);
		expect(
			obstaclesTo({
				openConcern: true,
				openLink: true,
				openTalk: true,
				unassessed: true,
				eventNear: true,
				lastFlagAt: at(3),
				lastAnswerAt: at(2),
				recordedContactAt: null
			})
		).toEqual(['open_concern', 'open_link', 'open_talk', 'unassessed', 'event_near', 'no_contact']);
	});

	it.each([
		['an answer after the last flag', { lastAnswerAt: at(4) }, []],
		['a recorded contact after it', { recordedContactAt: at(4) }, []],
		['both before it', { lastAnswerAt: at(1), recordedContactAt: at(2) }, ['no_contact']]
	])('counts %s', (_, known, left) => {
		expect(obstaclesTo({ ...clear, lastFlagAt: at(3), ...known })).toEqual(left);
	});

	it('finds the contact again that was recorded with the reason', () => {
		const reason = 'The order has ended, she feels safe.';
		const contact = { on: '2026-11-16', kind: 'phone' } as const;
		expect(contactDayIn(reasonWithContact(reason, contact))).toBe('2026-11-16');
		expect(contactDayIn(reasonWithContact(reason, null))).toBeNull();
		expect(contactDayIn('[letter 2026-11-16]\nNo contact of ours.')).toBeNull();
	});

	it('needs supervisor and support, or the answer to a challenge', () => {
		expect(isAgreed({ ...asked, supervisorAt: at(1) })).toBe(false);
		expect(isAgreed({ ...asked, supportAt: at(1) })).toBe(false);
		expect(isAgreed({ ...asked, supervisorAt: at(1), supportAt: at(1) })).toBe(true);
		expect(isAgreed({ ...asked, needsSupport: false, supervisorAt: at(1) })).toBe(true);
		const challenged = { ...asked, supervisorAt: at(1), supportAt: at(1), challengedAt: at(2) };
		expect(isAgreed(challenged)).toBe(false);
		expect(isAgreed({ ...challenged, supportAt: null, answeredAt: at(3) })).toBe(true);
	});

	it('can be challenged for fourteen days, and once', () => {
		expect(mayBeChallenged(asked, at(1))).toBe(true);
		expect(mayBeChallenged({ ...asked, closedAt: at(1) }, at(15))).toBe(true);
		expect(mayBeChallenged({ ...asked, closedAt: at(1) }, at(16))).toBe(false);
		expect(mayBeChallenged({ ...asked, challengedAt: at(1) }, at(1))).toBe(false);
	});
});
