import { describe, expect, it } from 'vitest';
import { answersToSend, stoppedAt } from './course.ts';
import { visitor } from './visitor.test-support.ts';
import type { Facts } from './visitor.test-support.ts';

type Visitor = ReturnType<typeof visitor>;

/** Answers so that as many questions as possible follow. */
const worst: Record<string, string[]> = {
	CN0: ['yes'],
	CN1: ['both'],
	CN2: ['yes'],
	H2: ['physical'],
	R1: ['kill', 'child_hurt'],
	H3: ['none'],
	V1: ['4'],
	R3: ['3'],
	R4: ['kids'],
	O1: ['yes'],
	O2: ['many'],
	K1: ['yes'],
	K2: ['take'],
	N1: ['urgent'],
	MORE: ['yes'],
	W1: ['now']
};

/** Answers as if nothing had happened. */
const calm: Record<string, string[]> = {
	CN0: ['yes'],
	CN1: ['both'],
	CN2: ['yes'],
	H2: ['none'],
	R1: ['none'],
	V1: ['0'],
	N1: ['no'],
	MORE: ['no']
};

/** Answers from the list, skips the rest, up to and with the question `last`. */
function goesThrough(her: Visitor, answers: Record<string, string[]>, last: string): void {
	for (let presses = 0; presses < 80; presses++) {
		const at = her.sees();
		if (at === 'send') return;
		const codes = answers[at];
		if (codes) her.answers(...codes);
		else her.press(at === 'help' || at === 'danger' ? 'continue' : 'skip');
		if (at === last) return;
	}
}

/** Skips on to the Send page and tells every page on the way. */
function skipsOn(her: Visitor): unknown[] {
	const seen: unknown[] = [];
	for (let presses = 0; presses < 80; presses++) {
		seen.push(her.seesPage());
		if (her.sees() === 'send') return seen;
		if (her.sees() === 'CN1') her.answers('both');
		else her.press(her.sees() === 'help' ? 'continue' : 'skip');
	}
	throw new Error('never ends');
}

function questionsAfter(last: string, answers: Record<string, string[]>, facts: Facts = {}) {
	const first = visitor(facts);
	goesThrough(first, answers, last);
	const second = first.comesBack();
	const seen: string[] = [];
	for (let presses = 0; second.sees() !== 'send' && presses < 80; presses++) {
		seen.push(second.sees());
		second.press('skip');
	}
	return { seen, second };
}

describe('a new visit with the same code', () => {
	it('starts at consent while that has no answer', () => {
		expect(visitor().comesBack().sees()).toBe('CN0');
	});

	it('asks first whether it is safe now, then goes on', () => {
		const first = visitor();
		first.goesTo('SF2');
		const second = first.comesBack();
		expect(second.sees()).toBe('CN2');
		expect(second.seesAgain()).toEqual({});
		second.answers('yes');
		expect(second.sees()).toBe('SF2');
	});

	it('goes on with who may see, when only that was left open', () => {
		const first = visitor({ supportConfidential: true });
		first.answers('yes');
		const second = first.comesBack();
		second.answers('yes');
		expect(second.sees()).toBe('CN1');
		second.press('back');
		expect(second.sees()).toBe('CN2');
		expect(second.press('back')).toMatchObject({ kind: 'problem', problem: 'first_page' });
	});

	it('cannot go back beyond itself, nor see or change what was answered before', () => {
		const first = visitor();
		goesThrough(first, worst, 'V1');
		const second = first.comesBack();
		second.answers('yes');
		for (const id of ['CN0', 'SF1', 'H2', 'R1', 'V1']) {
			for (const action of ['continue', 'skip', 'back'] as const) {
				const taken = second.press(action, { [id]: ['none', 'no', '0', 'yes'] }, id);
				expect(taken).toMatchObject({ kind: 'moved', saved: false });
			}
		}
		second.press('back');
		expect(second.sees()).toBe('CN2');
		expect(second.seesAgain()).toEqual({ CN2: 'yes' });
		expect(second.press('back')).toMatchObject({ kind: 'problem', problem: 'first_page' });
		expect(answersToSend(second.course(), second.facts)).toMatchObject({
			H2: ['physical'],
			R1: ['kill', 'child_hurt'],
			V1: '4'
		});
	});

	it.each(['help', 'danger', 'delete'])('does not show the %s page of the one before', (where) => {
		const first = visitor();
		first.goesTo(where === 'danger' ? 'CN2' : 'R1');
		if (where === 'delete') first.press('delete');
		else first.answers(where === 'danger' ? 'danger' : 'neck');
		expect(first.sees()).toBe(where);

		const second = first.comesBack();
		expect(second.sees()).toBe('CN2');
		second.press('skip');
		expect(second.sees()).toBe(where === 'danger' ? 'SF1' : where === 'delete' ? 'R1' : 'V1');
	});

	it('once under way is not put back by being resumed again', () => {
		const first = visitor();
		first.goesTo('SF2');
		const second = first.comesBack();
		second.press('skip');
		expect(visitor({}, 2, second.course()).sees()).toBe('SF2');
	});
});

describe('the examples of the specification', () => {
	it('H2 = physical, stopped at H3: H3 and H5 are skipped unseen', () => {
		const { seen, second } = questionsAfter('R1', { ...worst, R1: ['none'] });
		expect(seen.slice(0, 2)).toEqual(['CN2', 'V1']);
		expect(answersToSend(second.course(), second.facts)).toMatchObject({
			H2: ['physical'],
			H3: null,
			H5: null
		});
	});

	it('stopped inside Part B: on to Z1', () => {
		expect(questionsAfter('CH1', worst).seen).toEqual(['CN2', 'Z1', 'N4']);
	});

	it('a K2 left open is asked if the record knows children', () => {
		const facts = { hasChildren: true };
		expect(questionsAfter('R4', worst, facts).seen.slice(0, 2)).toEqual(['CN2', 'K2']);
	});

	it('and not if only an earlier answer spoke of them', () => {
		expect(questionsAfter('R4', worst).seen).not.toContain('K2');
	});

	it('but if an answer of this visit does, also when it was changed with Back', () => {
		const first = visitor();
		goesThrough(first, { ...worst, R1: ['child_hurt'] }, 'H5');
		const second = first.comesBack();
		goesThrough(second, { CN2: ['yes'], V1: ['4'], R3: ['3'], R4: ['find'] }, 'R4');
		expect(second.sees()).toBe('U1');
		second.press('back');
		second.answers('kids');
		expect(second.sees()).toBe('K2');
		expect(stoppedAt(second.course(), second.facts)).toBe('K2');
	});

	it('H4 never follows from an H3 of an earlier visit', () => {
		const first = visitor();
		goesThrough(first, worst, 'N3');
		const second = first.comesBack();
		goesThrough(second, { MORE: ['yes'] }, 'R1b');
		expect(second.sees()).not.toBe('H4');
		expect(answersToSend(second.course(), second.facts)).toMatchObject({ H3: 'none', H4: null });
	});

	it('what was passed over once is not asked in a third visit either', () => {
		const { second } = questionsAfter('R1', worst);
		const third = second.comesBack();
		expect(third.sees()).toBe('CN2');
		third.answers('yes');
		expect(third.sees()).toBe('send');
	});
});

describe('after a stop at each question in turn', () => {
	// questions that every check-in comes to: both stories stop at the same page
	const stops = ['CN0', 'CN2', 'SF1', 'SF2', 'H2', 'R1', 'V1', 'N1', 'N3', 'MORE', 'Z1', 'N4'];
	const records: Facts[] = [
		{},
		{ hasLiveOrder: true, hasChildren: true, hasProgramme: true },
		{ supportConfidential: true, firstResponse: true }
	];
	const table = records.flatMap((facts) => stops.map((stop) => [stop, facts] as const));

	it.each(table)(
		'%s: the next visit looks the same, whatever was answered before (%j)',
		(stop, facts) => {
			const [one, other] = [worst, calm].map((story) => {
				const first = visitor(facts);
				goesThrough(first, story, stop);
				return skipsOn(first.comesBack());
			});
			expect(one).toEqual(other);
		}
	);

	it.each(Object.keys(worst).concat('H5', 'V2', 'O3', 'K3', 'CH1', 'R1b', 'X1', 'M2', 'Z1'))(
		'%s: nothing is asked that only an earlier answer called for',
		(stop) => {
			const { seen } = questionsAfter(stop, worst);
			const always = ['CN2', 'SF1', 'SF2', 'H2', 'R1', 'V1', 'U1', 'N1', 'N3', 'MORE', 'Z1', 'N4'];
			expect(seen.filter((id) => !always.includes(id))).toEqual([]);
		}
	);
});

describe('two visits at the same time', () => {
	it('each has its own place, and neither sees the answers of the other', () => {
		const first = visitor();
		first.goesTo('H2');
		first.press('back');
		const second = first.comesBack();
		second.press('skip');
		second.answers('stalk');

		const firstAgain = visitor({}, 1, second.course());
		expect(firstAgain.sees()).toBe('SF2');
		firstAgain.answers('0');
		expect(firstAgain.sees()).toBe('R1');
		expect(firstAgain.press('back').kind).toBe('moved');
		expect(firstAgain.sees()).toBe('SF2');
	});

	it('the second one cannot close the questions of the first', () => {
		const first = visitor();
		goesThrough(first, { ...worst, R1: ['none'] }, 'R1');
		expect(first.sees()).toBe('H3');
		const second = first.comesBack();
		second.press('skip');
		expect(stoppedAt(second.course(), second.facts)).toBe('V1');

		const firstAgain = visitor({}, 1, second.course());
		expect(firstAgain.sees()).toBe('H3');
		firstAgain.answers('none');
		expect(answersToSend(firstAgain.course(), firstAgain.facts)).toMatchObject({ H3: 'none' });
	});

	it('many openings do not make the course grow without end', () => {
		let her = visitor();
		her.goesTo('SF1');
		for (let visit = 2; visit < 40; visit++) her = her.comesBack(visit);
		expect(Object.keys(her.course().places).length).toBeLessThanOrEqual(10);
		expect(her.sees()).toBe('CN2');
	});
});
