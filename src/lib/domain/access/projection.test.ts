import { describe, expect, it } from 'vitest';
import type { StoredAnswers } from '../questionnaire/index.ts';
import { asksToBeShared, mayBeShared } from './flags.ts';
import { lane, flagsOf, now, reader, response } from './given.test-support.ts';
import type { GivenFlag, GivenResponse } from './given.ts';
import { whatMayBeRead } from './projection.ts';

type Who = keyof typeof reader;

const laneOf = {
	officer: lane.police,
	dutyDesk: lane.police,
	supervisor: lane.supervisor,
	support: lane.support
};

function read(
	who: Who,
	responses: GivenResponse[],
	{
		flags = responses.flatMap((one) => flagsOf(one)),
		from = laneOf[who],
		at = now
	}: { flags?: GivenFlag[]; from?: typeof lane.police; at?: Date } = {}
) {
	return whatMayBeRead({ reader: reader[who], lane: from, responses, flags, now: at });
}

const reasonsOf = (view: ReturnType<typeof read>) => view.flags.map(({ reason }) => reason);
const answerTo = (view: ReturnType<typeof read>, question: string) =>
	view.responses[0]?.answers.find((answer) => answer.question === question);

/** Everything at once: violence, own words, and each part with a row of its own. */
const everything: StoredAnswers = {
	SF1: '-2',
	SF2: '0',
	H2: ['physical', 'stalk', 'other'],
	H2_text: 'He took my bag',
	R1: ['neck'],
	H3: 'some',
	H5: 'worse',
	V1: '4',
	V2: 'A paper will not stop him',
	R3: '3',
	R4: ['kids'],
	O2: 'many',
	O3: ['came'],
	O5: '0',
	K2: ['take'],
	K3: 'yes',
	N1: 'urgent',
	N2: 'officer',
	N3: 'yes',
	MORE: 'yes',
	R2: 'rns',
	H4: ['fear', 'status'],
	M1: 'yes',
	M1_text: 'You rang while he was there',
	M2: 'no',
	W1: 'now',
	Z1: 'Thank you',
	N4: 'yes'
};

const ownWords = {
	plain: ['He took my bag', 'A paper will not stop him', 'Thank you'],
	aboutUs: 'You rang while he was there'
};

describe('field by field', () => {
	const view = (who: Who) => read(who, [response(everything)]);
	const words = (who: Who) => view(who).responses.flatMap(({ words }) => words.map((w) => w.text));

	it.each([
		['officer', false, false, ['fear']],
		['supervisor', true, false, ['fear']],
		['support', true, true, ['fear', 'status']]
	] as const)('the %s: M1 and M2 %s, W1 %s', (who, seesAboutUs, seesW1, barriers) => {
		const shown = view(who);
		expect(answerTo(shown, 'SF1')?.codes).toEqual(['-2']);
		expect(answerTo(shown, 'M1') !== undefined).toBe(seesAboutUs);
		expect(answerTo(shown, 'M2') !== undefined).toBe(seesAboutUs);
		expect(answerTo(shown, 'W1') !== undefined).toBe(seesW1);
		expect(answerTo(shown, 'H4')?.codes).toEqual(barriers);
		const expected = seesAboutUs ? [...ownWords.plain, ownWords.aboutUs] : ownWords.plain;
		expect(words(who).toSorted()).toEqual(expected.toSorted());
		expect(JSON.stringify(shown).includes(ownWords.aboutUs)).toBe(seesAboutUs);
	});

	it('an answer that is unknown is never shown as "no"', () => {
		const shown = read('officer', [response({ ...everything, R3: null, MORE: 'no' })]);
		const state = (question: string) => answerTo(shown, question)?.state;
		expect(['R3', 'R2', 'P1'].map(state)).toEqual(['skipped', 'not_asked', 'not_asked']);
	});

	it('papers alone at H4 read as skipped, so that nothing tells that something is left out', () => {
		const shown = read('officer', [response({ ...everything, H4: ['status'] })]);
		expect(answerTo(shown, 'H4')).toEqual({ question: 'H4', state: 'skipped', codes: [] });
		const declined = read('officer', [response({ ...everything, H4: ['status', 'rns'] })]);
		expect(answerTo(declined, 'H4')?.state).toBe('declined');
	});

	it('a supervisor reads her answers only while the lane is open and at least high', () => {
		const questions = (from: typeof lane.police) =>
			read('supervisor', [response(everything)], { from }).responses.flatMap(({ answers }) =>
				answers.map(({ question }) => question)
			);
		expect(questions({ ...lane.police, severity: 'high' }).length).toBeGreaterThan(30);
		expect(questions({ ...lane.police, severity: 'medium' })).toEqual(['M1', 'M2']);
		expect(questions({ ...lane.police, state: 'closed' })).toEqual(['M1', 'M2']);
	});

	it('a supervisor reads the answers of this concern and of no other response', () => {
		const before = response(everything, {
			ordinal: 2,
			at: new Date('2026-10-01T10:00:00Z'),
			isInConcern: false
		});
		const shown = read('supervisor', [response(everything), before]);
		expect(shown.responses.map(({ answers }) => answers.length > 2)).toEqual([true, false]);
		expect(read('officer', [response(everything), before]).responses).toHaveLength(2);
	});
});

describe('flags', () => {
	const aboutUs = 'The victim says that something we did made things worse, or was not done.';
	const aboutHer = 'The victim has thought about ending their life.';

	it.each([
		['officer', false, false],
		['dutyDesk', false, false],
		['supervisor', true, false],
		['support', true, true]
	] as const)('the %s: F-MADE-WORSE %s, F-VICTIM-SUICIDE %s', (who, seesAboutUs, seesAboutHer) => {
		const reasons = reasonsOf(read(who, [response(everything)], { at: response({}).at }));
		expect(reasons.includes(aboutUs)).toBe(seesAboutUs);
		expect(reasons.includes(aboutHer)).toBe(seesAboutHer);
		expect(reasons).toContain('The victim is very scared.');
	});

	it('a supervisor learns of F-VICTIM-SUICIDE when support has left it unseen for 15 minutes, by its sentence alone', () => {
		const said = response(everything);
		const seen = (minutes: number, seenBySupportAt: Date | null = null) => {
			const flags = flagsOf(said).map((flag) => ({ ...flag, seenBySupportAt }));
			const at = new Date(said.at.getTime() + minutes * 60_000);
			return read('supervisor', [said], { flags, at }).flags.find((f) => f.reason === aboutHer);
		};
		expect(seen(14)).toBeUndefined();
		expect(seen(15)).toMatchObject({ isOwnLane: false, answers: [], facts: [] });
		expect(seen(15, now)).toBeUndefined();
		const past = response({ ...everything, W1: 'past' });
		const later = new Date(said.at.getTime() + 3_600_000);
		expect(reasonsOf(read('supervisor', [past], { at: later }))).not.toContain(aboutHer);
	});

	it('own lane first, then the most severe', () => {
		const { flags } = read('officer', [response({ ...everything, T1: 'yes' })]);
		const own = flags.map(({ isOwnLane }) => isOwnLane);
		expect(own).toEqual(own.toSorted((a, b) => Number(b) - Number(a)));
		expect(own).toContain(false);
		expect(flags[0]?.severity).toBe('critical');
	});

	it('show the exact answer, an unknown, and the facts that are the reason', () => {
		const { flags } = read('officer', [response({ SF1: '1', H2: ['physical', 'none'], H3: null })]);
		const reoffend = flags.find(({ reason }) => reason.startsWith('Violence or threats'));
		expect(reoffend?.answers).toEqual([
			{ question: 'H2', state: 'answered', codes: ['physical'] },
			{ question: 'H3', state: 'skipped', codes: [] }
		]);
	});

	it.each([
		['F-TEXT for words about us alone', { SF1: '0', MORE: 'yes', M1: 'yes', M1_text: 'x' }, {}],
		[
			'F-TEXT-LANG for words about us alone',
			{ SF1: '0', MORE: 'yes', M1: 'yes', M1_text: 'Он' },
			{ facts: { responseLang: 'pl' } }
		],
		['F-DECLINED that is two through W1', { SF1: '0', R1: ['rns'], MORE: 'yes', W1: 'rns' }, {}]
	])('%s is not there for the officer, and is for support', (_what, answers, input) => {
		const said = response(answers);
		const flags = flagsOf(said, input);
		expect(reasonsOf(read('officer', [said], { flags }))).toEqual([]);
		expect(reasonsOf(read('support', [said], { flags })).length).toBeGreaterThan(0);
	});

	it('F-DECLINED on two questions that the officer may read is theirs to know', () => {
		const said = response({ SF1: '0', R1: ['rns'], K2: ['rns'], MORE: 'yes', W1: 'rns' });
		const [flag] = read('officer', [said]).flags;
		expect(flag?.answers.map(({ question }) => question)).toEqual(['R1', 'K2']);
	});

	it('haste after something high is told only to who knows that something was high', () => {
		const before = response({ SF1: '0' }, { ordinal: 2, at: new Date('2026-11-01T10:00:00Z') });
		const said = response({ SF1: '2', SF2: '3' });
		const hasty = flagsOf(said, {
			previous: { at: null, answers: {}, overall: 'high' },
			observations: { secondsOnForm: 20 }
		});
		const known = flagsOf(response({ V1: '4' }, { ordinal: 2, at: before.at }));
		const someoneElse = 'Someone else may have been present or have answered.';
		const told = (who: Who, flags: GivenFlag[]) =>
			reasonsOf(read(who, [said, before], { flags })).includes(someoneElse);
		expect(told('officer', hasty)).toBe(false);
		expect(told('officer', [...hasty, ...known])).toBe(true);
		expect(told('support', hasty)).toBe(true);
	});

	it('a label stands there once, however many responses brought it', () => {
		const facts = { events12m: 5 };
		const [one, two] = [response({ H2: ['stalk'] }), response({ H2: ['stalk'] }, { ordinal: 2 })];
		const flags = [...flagsOf(one, { facts }), ...flagsOf(two, { facts })];
		expect(read('officer', [one, two], { flags }).labels).toEqual([
			'Three or more events in 12 months.'
		]);
	});

	it('a conflict mark is told to neither side', () => {
		const said = response({ SF1: '0' });
		const flags = flagsOf(said, { facts: { conflict: true } }).map((flag) => ({
			...flag,
			lanes: ['other_unit'] as const
		}));
		for (const who of ['officer', 'supervisor', 'support'] as const) {
			expect(read(who, [said], { flags }).labels).toEqual([]);
		}
	});
});

describe('suggested actions', () => {
	it('the examples of the seed come first, each once, and only for what this lane works on', () => {
		const { actions } = read('officer', [response(everything)]);
		const firsts = actions.map(({ first }) => first);
		expect(actions.filter(({ first }) => first).map(({ text }) => text)).toEqual([
			expect.stringMatching(/^When bail conditions are set or reviewed/),
			expect.stringMatching(/^Do not rely on the barring order alone/)
		]);
		expect(firsts).toEqual(firsts.toSorted((a, b) => Number(b) - Number(a)));
		expect(new Set(actions.map(({ text }) => text)).size).toBe(actions.length);
		const tech = read('officer', [response({ SF1: '0', MORE: 'yes', T1: 'yes' })]);
		expect(tech.flags).toHaveLength(1);
		expect(tech.actions).toEqual([]);
	});
});

describe('what changed', () => {
	const day = (number: number) => new Date(`2026-11-${number}T10:00:00Z`);
	const first = response({ SF1: '0', SF2: '2', O2: 'no' }, { ordinal: 3, at: day(10) });
	const second = response({ SF1: '0', SF2: '2', O2: 'no', M1: 'no' }, { ordinal: 2, at: day(16) });
	const today = response({ SF1: '0', SF2: '1', O2: 'many' }, { at: day(23) });

	it('stands answer by answer, the newest last, with how safe she feels in any case', () => {
		const changes = read('officer', [today, first, second]).changes;
		expect(changes?.columns).toEqual([
			{ at: day(10), latest: false },
			{ at: day(16), latest: false },
			{ at: day(23), latest: true }
		]);
		const rows = changes?.rows.map(({ question, changed }) => [question, changed]);
		expect(rows).toContainEqual(['SF1', false]);
		expect(rows).toContainEqual(['SF2', true]);
		expect(rows).toContainEqual(['O2', true]);
		expect(rows?.some(([question]) => question === 'M1' || question === 'W1')).toBe(false);
	});

	it('needs two responses that this person may read', () => {
		expect(read('officer', [today]).changes).toBeNull();
		const forSupport = response({ CN1: 'support', SF2: '0' }, { ordinal: 2, at: day(16) });
		expect(read('officer', [today, forSupport]).changes).toBeNull();
		expect(read('support', [today, forSupport]).changes?.columns).toHaveLength(2);
	});
});

describe('H68 she chose that only her support worker may see', () => {
	const chosen = { ...everything, CN1: 'support', CN2: 'danger', K2: ['take', 'taken'] };
	const said = response(chosen);

	it.each(['officer', 'supervisor'] as const)(
		'the %s sees that she answered, and her wish to be called',
		(who) => {
			const view = read(who, [said]);
			expect(view).toMatchObject({ supportOnly: true, responses: [], changes: null, labels: [] });
			expect(view.flags).toMatchObject([
				{ reason: 'The victim asks to be contacted soon.', answers: [], facts: [] }
			]);
		}
	);

	it.each(['worker', 'either', 'other', null])(
		'a wish for %s is not the wish for the officer',
		(N2) => {
			expect(read('officer', [response({ ...chosen, N2 })]).flags).toEqual([]);
		}
	);

	it('the duty desk is told what may save a life, by the sentence alone', () => {
		const { flags } = read('dutyDesk', [said]);
		expect(flags.map(({ reason }) => reason)).toEqual([
			'The victim pressed "I am in danger now".',
			'The victim says the children have been taken now.',
			'The victim asks to be contacted soon.'
		]);
		expect(flags.every(({ answers, facts }) => answers.length + facts.length === 0)).toBe(true);
	});

	it('support sees all of it', () => {
		const view = read('support', [said]);
		expect(view.supportOnly).toBe(false);
		expect(view.flags.length).toBeGreaterThan(15);
		expect(answerTo(view, 'CN1')?.codes).toEqual(['support']);
	});

	it('stays so later: no fall in safety, no number and no word of it beside a later response', () => {
		const before = response(
			{ CN1: 'support', SF2: '3', V2: 'canary' },
			{ ordinal: 2, at: new Date('2026-11-01T10:00:00Z') }
		);
		const after = response({ SF1: '0', SF2: '1' });
		const flags = flagsOf(after, {
			previous: { at: null, answers: before.content.answers, overall: 'critical' },
			observations: { secondsOnForm: 20 }
		});
		const officer = read('officer', [after, before], { flags });
		expect(reasonsOf(officer)).toEqual(['The victim feels less safe, or not safe.']);
		expect(officer.responses).toHaveLength(1);
		expect(JSON.stringify(officer)).not.toMatch(/previous|canary/);
		expect(reasonsOf(read('support', [after, before], { flags }))).toContain(
			'The victim feels less safe than last time.'
		);
	});

	it('what nobody has looked at counts as hers: an earlier response that was not opened is no evidence', () => {
		const said = response({ SF1: '0', SF2: '1' });
		const previous = { at: null, answers: { ...everything, SF2: '3' }, overall: 'low' } as const;
		const flags = flagsOf(said, { previous });
		const facts = (who: Who) => read(who, [said], { flags }).flags.flatMap((flag) => flag.facts);
		expect(facts('officer')).toEqual([]);
		expect(facts('support')).toEqual([{ ref: 'previous.SF2', value: '3' }]);
	});
});

describe('a flag by judgement', () => {
	const raised = (...lanes: GivenFlag['lanes']): GivenFlag => {
		const [like] = flagsOf(response({ SF1: '-2', R1: ['neck'] }));
		if (!like) throw new Error('no flag');
		const content = { ...like.content, code: 'F-JUDGE', reason: 'as written', evidence: [] };
		return { ...like, lanes, responseId: null, raisedBy: 'Vale', content };
	};
	const seenBy = (flag: GivenFlag) =>
		(['officer', 'dutyDesk', 'supervisor', 'support'] as const).filter(
			(who) => read(who, [], { flags: [flag] }).flags.length > 0
		);

	it('is read where it was raised and where that person chose, and nowhere else', () => {
		expect(seenBy(raised('support'))).toEqual(['support']);
		expect(seenBy(raised('supervisor'))).toEqual(['supervisor']);
		expect(seenBy(raised('police'))).toEqual(['officer', 'dutyDesk', 'supervisor']);
		expect(seenBy(raised('police', 'support'))).toHaveLength(4);
	});

	it('says what was written, and by whom', () => {
		expect(read('officer', [], { flags: [raised('police')] }).flags).toMatchObject([
			{ reason: 'as written', raisedBy: 'Vale', answers: [], facts: [] }
		]);
	});
});

describe('H68 what support has shared of answers for support alone', () => {
	const hidden = response({ ...everything, CN1: 'support', V1: '4' });
	const flags = flagsOf(hidden);
	const shares = (...codes: string[]) =>
		flags.map((flag) => ({ ...flag, isShared: codes.includes(flag.content.code) }));
	const police = ['officer', 'dutyDesk', 'supervisor'] as const;
	const sentence = 'The victim reports strangulation or being stopped from breathing.';

	it.each(police)('the %s reads that sentence, without answers, and no other flag', (who) => {
		const before = read(who, [hidden], { flags });
		const after = read(who, [hidden], { flags: shares('F-NECK') });
		expect(reasonsOf(before)).not.toContain(sentence);
		expect(reasonsOf(after).toSorted()).toEqual([...reasonsOf(before), sentence].toSorted());
		expect(after.flags.find(({ reason }) => reason === sentence)).toMatchObject({
			answers: [],
			facts: []
		});
		expect(after).toMatchObject({ supportOnly: true, responses: [], changes: null });
	});

	it('no decision passes what is never the officer’s to know', () => {
		const all = shares(...flags.map(({ content }) => content.code));
		const shown = reasonsOf(read('officer', [hidden], { flags: all }));
		const never = flags.filter(({ content }) =>
			['F-MADE-WORSE', 'F-VICTIM-SUICIDE'].includes(content.code)
		);
		expect(never.length).toBe(2);
		for (const { content } of never) expect(shown).not.toContain(content.reason);
		for (const flag of never) expect(mayBeShared({ ...flag, isShared: false })).toBe(false);
	});

	it('only what came for support alone and is not shared yet can be shared', () => {
		const open = flagsOf(response(everything));
		expect(open.filter(mayBeShared)).toEqual([]);
		expect(shares('F-NECK').filter(mayBeShared).length).toBe(flags.filter(mayBeShared).length - 1);
		const asking = flags.filter(asksToBeShared).map(({ content }) => content.code);
		expect(asking).toContain('F-NECK');
		expect(
			flags
				.filter(asksToBeShared)
				.every(
					({ severity, content }) => severity === 'critical' || content.code === 'F-CHILD-HARM'
				)
		).toBe(true);
	});
});
