import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Kept } from '#lib/domain/talk/index.ts';
import { keeper, type Keeping, type Posting } from './keeper.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const at = new Date('2026-01-05T10:00:00Z');
const saved = (version: number): Kept => ({
	kind: 'saved',
	version,
	savedAt: at,
	next: 'feel'
});

/** A page on which somebody types, and a desk that answers as the test says. */
function page(answer: Posting, catchUp: () => Promise<number | null> = async () => 7) {
	let typed: string | null = null;
	const sent: string[] = [];
	const told: Keeping['kind'][] = [];
	const keep = keeper({
		version: 1,
		post: (fields, signal) => {
			sent.push(`${fields.get('version')}: ${fields.get('note')}`);
			return answer(fields, signal);
		},
		collect: () => {
			if (typed === null) return null;
			const note = typed;
			const fields = new FormData();
			fields.set('note', note);
			return {
				fields,
				done: () => {
					if (typed === note) typed = null;
				}
			};
		},
		catchUp,
		tell: ({ kind }) => told.push(kind)
	});
	return {
		keep,
		sent,
		told,
		types(words: string) {
			typed = words;
			keep.changed();
		}
	};
}

/** Answers one after the other; an error is a lost connection. */
function inTurn(...answers: (Awaited<ReturnType<Posting>> | Error)[]): Posting {
	return async () => {
		const next = answers.shift();
		if (!next || next instanceof Error) throw next ?? new Error('nothing more was expected');
		return next;
	};
}

describe('saving as one types', () => {
	it('waits for a pause, and sends each version once', async () => {
		const { types, sent, told, keep } = page(inTurn(saved(2), saved(3)));
		types('o');
		await vi.advanceTimersByTimeAsync(300);
		types('one');
		await vi.advanceTimersByTimeAsync(300);
		expect(sent).toEqual([]);
		await vi.advanceTimersByTimeAsync(300);
		expect(sent).toEqual(['1: one']);
		types('two');
		await vi.runAllTimersAsync();
		expect(sent).toEqual(['1: one', '2: two']);
		expect(told.at(-1)).toBe('saved');
		expect(keep.version()).toBe(3);
	});

	it('sends one at a time, and then what was typed meanwhile', async () => {
		const waiting: ((kept: Kept) => void)[] = [];
		const { types, sent } = page(() => new Promise((resolve) => waiting.push(resolve)));
		types('first');
		await vi.advanceTimersByTimeAsync(600);
		types('first and second');
		await vi.advanceTimersByTimeAsync(5000);
		expect(sent).toEqual(['1: first']);
		waiting[0]?.(saved(2));
		await vi.advanceTimersByTimeAsync(0);
		expect(sent).toEqual(['1: first', '2: first and second']);
	});

	it('tries again until it has, ever more slowly, and loses nothing', async () => {
		const lost = Array.from({ length: 7 }, () => new Error('no connection'));
		const { types, sent, told, keep } = page(inTurn(...lost, saved(2)));
		types('typed in a tunnel');
		await vi.advanceTimersByTimeAsync(600);
		const pauses: number[] = [];
		while (told.at(-1) !== 'saved') {
			const [before, began] = [sent.length, Date.now()];
			while (sent.length === before) await vi.advanceTimersByTimeAsync(500);
			pauses.push(Date.now() - began);
		}
		expect(pauses).toEqual([1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
		expect(new Set(sent)).toEqual(new Set(['1: typed in a tunnel']));
		expect(await keep.flush()).toBe(true);
	});

	it('whose reply was lost is sent again as it was, and then what was typed since', async () => {
		const { types, sent, told, keep } = page(
			inTurn(new Error('no reply'), saved(2), saved(3)),
			() => Promise.reject(new Error('nobody else has saved'))
		);
		types('one');
		await vi.advanceTimersByTimeAsync(600);
		types('one, two');
		await vi.runAllTimersAsync();
		expect(sent).toEqual(['1: one', '1: one', '2: one, two']);
		expect(told).not.toContain('changed');
		expect(await keep.flush()).toBe(true);
	});

	it('takes over what another has saved since a save whose reply was lost', async () => {
		const { types, sent } = page(inTurn(new Error('no reply'), saved(3), saved(8)));
		types('one');
		await vi.advanceTimersByTimeAsync(600);
		types('one, two');
		await vi.runAllTimersAsync();
		expect(sent).toEqual(['1: one', '1: one', '7: one, two']);
	});

	it('says that one has to sign in, and goes on when one has', async () => {
		const { types, told } = page(inTurn({ kind: 'signed_out' }, saved(2)));
		types('words');
		await vi.advanceTimersByTimeAsync(600);
		expect(told.at(-1)).toBe('signed_out');
		await vi.runAllTimersAsync();
		expect(told.at(-1)).toBe('saved');
	});

	it('writes over somebody else only when a person says so', async () => {
		const other: Kept = { kind: 'changed', version: 7, savedAt: at };
		const { types, sent, told, keep } = page(inTurn(other, saved(8)));
		types('mine');
		await vi.advanceTimersByTimeAsync(600);
		expect(told.at(-1)).toBe('changed');
		types('mine, and more');
		await vi.runAllTimersAsync();
		expect(sent).toEqual(['1: mine']);
		expect(await keep.flush()).toBe(false);
		await keep.goOn();
		expect(sent).toEqual(['1: mine', '7: mine, and more']);
		expect(told.at(-1)).toBe('saved');
	});

	it('that cannot wait is saved over what another has saved, and after a lost reply', async () => {
		const other: Kept = { kind: 'changed', version: 7, savedAt: at };
		const { types, sent, keep } = page(inTurn(new Error('no reply'), other, saved(8)));
		types('one');
		await vi.advanceTimersByTimeAsync(600);
		types('danger');
		await keep.urgent();
		expect(sent).toEqual(['1: one', '1: one', '7: danger']);
	});

	it('over what could not be read first, the next save is refused as well', async () => {
		const other: Kept = { kind: 'changed', version: 7, savedAt: at };
		const read: (number | null)[] = [null, 7];
		const { types, sent, told, keep } = page(
			inTurn(other, other, saved(8)),
			async () => read.shift() ?? null
		);
		types('mine');
		await vi.runAllTimersAsync();
		await keep.goOn();
		expect(told.at(-1)).toBe('changed');
		await keep.goOn();
		expect(sent).toEqual(['1: mine', '1: mine', '7: mine']);
	});

	it('that is too long waits until it is shorter', async () => {
		const { types, sent, told } = page(
			inTurn({ kind: 'problems', problems: { Z1: 'too_long' } }, saved(2))
		);
		types('far too long');
		await vi.runAllTimersAsync();
		expect(told.at(-1)).toBe('too_long');
		types('short');
		await vi.runAllTimersAsync();
		expect(sent).toEqual(['1: far too long', '1: short']);
		expect(told.at(-1)).toBe('saved');
	});

	it('stops when the talk has ended', async () => {
		const { types, sent, told } = page(inTurn({ kind: 'ended' }));
		types('too late');
		await vi.advanceTimersByTimeAsync(600);
		types('still too late');
		await vi.runAllTimersAsync();
		expect(sent).toHaveLength(1);
		expect(told.at(-1)).toBe('ended');
	});
});
