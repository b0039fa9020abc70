import { describe, expect, it } from 'vitest';
import { clockWords, waitingWords } from '#lib/domain/concern/index.ts';
import { text } from '#lib/i18n/index.ts';
import { calendarOf } from './calendar.ts';
import { firstLine, timeOf } from './clock-line.ts';

const t = text('en');
const vienna = calendarOf('en', 'Europe/Vienna');
const now = new Date('2026-11-23T09:42:00Z');
const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const acting = (minutes: number) =>
	clockWords({
		now,
		filedAt: at(-120),
		seenBy: at(-60),
		seenAt: at(-70),
		actBy: at(minutes),
		actedAt: null,
		severity: 'high'
	});

describe('a clock says how long and until when', () => {
	it.each([
		[4, '4 min left', '10:46'],
		[185, '3 h 5 min left', '13:47'],
		[420, '7 h left', '17:42'],
		[2 * 24 * 60 + 30, '2 d left', 'Wed 11:12'],
		[-30, '30 min over', '10:12'],
		[-90, '1 h 30 min over', '09:12']
	])('%i minutes away: %s', (minutes, duration, time) => {
		const words = acting(minutes);
		expect(firstLine(t, words)).toBe(duration);
		expect(words.second && timeOf(vienna, words.second)).toBe(time);
	});

	it('a response that waits says how long', () => {
		expect(firstLine(t, waitingWords({ now, since: at(-1 / 3) }))).toBe('20 s');
		expect(firstLine(t, waitingWords({ now, since: at(-6) }))).toBe('6 min');
	});
});
