import fc from 'fast-check';
import { expect, it } from 'vitest';
import { answersToSend, course } from './course.ts';
import { questionIds, questions } from './definition.ts';
import type { QuestionId } from './definition.ts';
import { formFacts } from './facts.ts';
import type { Step } from './step.ts';
import type { StoredAnswers } from './stored.ts';
import { visitor } from './visitor.test-support.ts';
import { walk } from './walk.ts';

type Visitor = ReturnType<typeof visitor>;

const bounded = { numRuns: 150 };

const facts = fc.record({
	hasLiveOrder: fc.boolean(),
	hasChildren: fc.boolean(),
	hasProgramme: fc.boolean(),
	hasSupportWorker: fc.boolean(),
	hasSupportOrg: fc.boolean(),
	supportConfidential: fc.boolean(),
	withoutW1: fc.boolean(),
	firstResponse: fc.boolean()
});

/** One press: `pick` says which codes of whatever question is there are chosen. */
const press = fc.oneof(
	{ weight: 6, arbitrary: fc.record({ do: fc.constant('answer'), pick: fc.nat(4095) }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('skip'), pick: fc.constant(0) }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('back'), pick: fc.constant(0) }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('delete'), pick: fc.constant(0) }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('resubmit'), pick: fc.nat(4095) }) }
);
type Press = { do: string; pick: number };
const presses = fc.array(press, { maxLength: 70 });

function codesFor(id: QuestionId, pick: number): string[] {
	const { codes, kind } = questions[id];
	if (id === 'CN0') return ['yes'];
	if (id === 'CN2') return [pick % 3 === 0 ? 'danger' : 'yes'];
	if (kind === 'text') return [pick % 2 === 0 ? 'words' : ''];
	if (kind === 'one') return codes.slice(pick % codes.length).slice(0, 1);
	const ticked = codes.filter((_, at) => (pick >> at) % 2 === 1);
	return ticked.length > 0 ? ticked : codes.slice(0, 1);
}

function does(her: Visitor, { do: what, pick }: Press): Step {
	const at = her.sees();
	if (what === 'resubmit') {
		const q = questionIds[pick % questionIds.length] ?? 'CN0';
		return her.press('continue', { [q]: codesFor(q, pick) }, q);
	}
	if (what === 'skip' || what === 'back' || what === 'delete') return her.press(what);
	if (at === 'delete') return her.press('back');
	const id = questionIds.find((id) => id === at);
	return id ? her.press('continue', { [id]: codesFor(id, pick) }) : her.press('continue');
}

/** Needs no answer but consent, and never more presses than there are pages. */
function skipsToTheEnd(her: Visitor): number {
	let count = 0;
	while (her.sees() !== 'send') {
		if (++count > 60) throw new Error(`does not end: ${her.sees()}`);
		const at = her.sees();
		if (at === 'CN0') her.answers('yes');
		else if (at === 'CN1') her.answers('both');
		else if (at === 'delete') her.press('back');
		else her.press(questionIds.some((id) => id === at) ? 'skip' : 'continue');
	}
	return count;
}

it('whatever she pressed, skipping on ends at the Send page, and needs no answer but consent', () => {
	fc.assert(
		fc.property(facts, presses, (given, pressed) => {
			const her = visitor(given);
			for (const one of pressed) does(her, one);
			skipsToTheEnd(her);
			expect(her.press('send').kind).toBe('send');
		}),
		bounded
	);
});

it('no question is shown twice in a row to somebody who goes forward', () => {
	fc.assert(
		fc.property(facts, presses, (given, pressed) => {
			const her = visitor(given);
			for (const one of pressed) {
				const at = her.sees();
				const taken = does(her, one);
				const forward = one.do === 'answer' || one.do === 'skip';
				const isQuestion = questionIds.some((id) => id === at);
				if (forward && isQuestion && 'course' in taken) expect(her.sees()).not.toBe(at);
			}
		}),
		bounded
	);
});

it('every course can be kept as JSON, and what is sent belongs to placed questions only', () => {
	fc.assert(
		fc.property(facts, presses, (given, pressed) => {
			const her = visitor(given);
			for (const one of pressed) does(her, one);
			expect(course.parse(JSON.parse(JSON.stringify(her.course())))).toEqual(her.course());

			const sent = answersToSend(her.course(), her.facts);
			const placed = walk(sent, her.facts).placed.map(({ question }) => question.id);
			for (const key of Object.keys(sent)) {
				expect(placed).toContain(key.replace(/_text$/, ''));
			}
		}),
		bounded
	);
});

it('the same form posted twice gives the same result', () => {
	fc.assert(
		fc.property(facts, presses, press, (given, pressed, last) => {
			const her = visitor(given);
			for (const one of pressed) does(her, one);
			const id = questionIds.find((id) => id === her.sees());
			if (id === undefined) return;
			const action = last.do === 'skip' || last.do === 'back' ? last.do : 'continue';
			const typed = { [id]: codesFor(id, last.pick) };
			const first = her.press(action, typed, id, 0);
			const before = structuredClone(her.course());
			const again = her.press(action, typed, id, 0);
			// a second "Back" of a page without an answer does nothing; that is the same result
			expect(her.course()).toEqual(before);
			if (action !== 'back') expect(again).toEqual(first);
		}),
		bounded
	);
});

const anyStored: fc.Arbitrary<StoredAnswers> = fc.dictionary(
	fc.constantFrom(...questionIds.flatMap((id) => [id, `${id}_text`]), 'SF9', 'constructor'),
	fc.oneof(
		fc.constant(null),
		fc.string({ unit: 'binary', maxLength: 12 }),
		fc.constantFrom('yes', 'no', 'rns', '3', 'once', 'urgent'),
		fc.array(fc.constantFrom('neck', 'kids', 'take', 'physical', 'none', 'rns', 'other', 'zzz'))
	),
	{ maxKeys: 50 }
);

it('walking over what was kept gives the same walk, whatever was stored', () => {
	fc.assert(
		fc.property(facts, anyStored, fc.boolean(), (given, stored, agreed) => {
			const known = formFacts.parse(given);
			const once = walk(agreed ? { ...stored, CN0: 'yes', MORE: 'yes' } : stored, known);
			expect(walk(once.pruned, known)).toEqual(once);
			for (const [id, state] of Object.entries(once.states)) {
				expect(Object.hasOwn(once.pruned, id)).toBe(state !== 'open' && state !== 'not_shown');
				expect(Object.hasOwn(once.kept, id)).toBe(state === 'answered');
			}
		}),
		bounded
	);
});

it('a later visit is asked nothing that does not follow from its own answers', () => {
	fc.assert(
		fc.property(facts, presses, presses, (given, earlier, later) => {
			const first = visitor(given);
			for (const one of earlier) does(first, one);
			const agreed = answersToSend(first.course(), first.facts).CN0 === 'yes';
			const second = first.comesBack();
			expect(second.sees()).toBe(agreed ? 'CN2' : 'CN0');

			for (const one of later) {
				const now = second.seesPage();
				const own = Object.entries(second.course().answers).filter(([, { visit }]) => visit === 2);
				const mine = Object.fromEntries(own.map(([id, { value }]) => [id, value]));
				if (now.kind === 'question') {
					const alone = walk({ ...mine, CN0: 'yes' }, second.facts);
					const ids: string[] = alone.placed.map(({ question }) => question.id);
					expect(ids).toContain(now.question.id);
					expect(now.about).toBe(alone.placed.filter((p) => p.question.part !== 'gate').length);
					expect(Object.keys(second.seesAgain())).toEqual(
						now.question.id in mine ? [now.question.id] : []
					);
				}
				does(second, one);
			}
			skipsToTheEnd(second);
		}),
		bounded
	);
});

it('what an earlier visit said is sent, whatever a later one presses', () => {
	fc.assert(
		fc.property(facts, presses, presses, (given, earlier, later) => {
			const first = visitor(given);
			for (const one of earlier) does(first, one);
			const before = answersToSend(first.course(), first.facts);
			if (before.CN0 !== 'yes') return;
			const second = first.comesBack();
			for (const one of later) does(second, one);
			const { CN2, ...rest } = before;
			expect(answersToSend(second.course(), second.facts)).toMatchObject(rest);
			if (CN2 === 'danger') {
				expect(answersToSend(second.course(), second.facts).CN2).toBe('danger');
			}
		}),
		bounded
	);
});
