import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseId } from '#lib/domain/ids.ts';
import type { StoredAnswers } from '#lib/domain/questionnaire/index.ts';
import * as cases from '#lib/server/desk/cases/index.ts';
import * as concerns from '#lib/server/desk/concerns/index.ts';
import type { Staff } from '#lib/server/desk/access/index.ts';
import { audited, breakAudit, world, type World } from './desk-world.ts';

let w: World;
beforeAll(async () => {
	w = await world('desk_concern');
});
afterAll(() => w.close());

async function concernOf(caseId: CaseId): Promise<string> {
	const [row] = await w.superuser`select id from concern where case_id = ${caseId}`;
	if (!row) throw new Error('no concern');
	return row.id;
}

async function card(staff: Staff, caseId: CaseId, lane: string | null = null) {
	const view = await concerns.open(w.desk, staff, { id: await concernOf(caseId), lane });
	if (!view) throw new Error('no card');
	return view;
}

/** A case in which this was answered and assessed. */
async function told(said: StoredAnswers, changes: Parameters<World['openCase']>[0] = {}) {
	const id = await w.openCase(changes);
	await w.answers(id, said);
	await w.works();
	return id;
}

const choked: StoredAnswers = {
	SF1: '-1',
	H2: ['physical', 'other'],
	H2_text: 'He broke my phone',
	R1: ['neck'],
	H3: 'none',
	V1: '4',
	V2: 'A paper will not stop him',
	O5: '0',
	N1: 'no',
	MORE: 'no'
};

describe('the card of a lane', () => {
	it('says why, in sentences and in her exact answers and words, and what to do first', async () => {
		const id = await told(choked);
		const view = await card(w.vale, id);
		expect(view).toMatchObject({
			caseId: id,
			lane: 'police',
			otherLanes: [],
			severity: 'critical',
			state: 'new',
			technical: false,
			owner: { name: 'Vale', isYou: true },
			deputy: { name: 'Reed', isYou: false },
			supportOnly: false,
			changes: null,
			facts: { hasChildren: true, orders: [] },
			mayMarkSeen: true,
			see: { second: { key: 'clock.see_by' } },
			act: { second: { key: 'clock.act_by' } }
		});
		expect(view.flags[0]).toMatchObject({
			severity: 'critical',
			isOwnLane: true,
			reason: 'The victim reports strangulation or being stopped from breathing.',
			answers: [{ question: 'R1', state: 'answered', codes: ['neck'] }]
		});
		expect(view.responses[0]?.words.map(({ question, text }) => [question, text])).toEqual([
			['H2', 'He broke my phone'],
			['V2', 'A paper will not stop him']
		]);
		expect(view.actions[0]).toMatchObject({ first: true });
		expect(view.events).toMatchObject([{ kind: 'filed', by: null, ruleset: '1.0.0' }]);
	});

	it('shows what changed since the last response', async () => {
		const id = await told(choked, {
			checkIns: [
				{ point: 'T3', dueAt: new Date(Date.now() - 86_400_000) },
				{ point: 'T14', dueAt: new Date() }
			]
		});
		await w.answers(id, { ...choked, SF1: '2', R1: ['none'] });
		await w.works();
		const view = await card(w.reed, id);
		expect(view.responses).toHaveLength(2);
		expect(view.changes?.columns.map(({ latest }) => latest)).toEqual([false, true]);
		expect(view.changes?.rows.filter(({ changed }) => changed).map((row) => row.question)).toEqual([
			'SF1',
			'R1'
		]);
	});

	it('shows each side its own lane, and only the lanes that it works', async () => {
		const id = await told({ ...choked, MORE: 'yes', M1: 'yes', M1_text: 'canary', W1: 'past' });
		expect((await card(w.quill, id)).lane).toBe('support');
		expect(await card(w.finch, id)).toMatchObject({ lane: 'supervisor', otherLanes: ['police'] });
		expect(await card(w.finch, id, 'police')).toMatchObject({ otherLanes: ['supervisor'] });
		const concern = { id: await concernOf(id) };
		for (const lane of ['support', 'supervisor', 'other_unit', 'nonsense']) {
			expect(await concerns.open(w.desk, w.vale, { ...concern, lane })).toBeNull();
		}
		expect(JSON.stringify(await card(w.vale, id))).not.toContain('canary');
		expect(JSON.stringify(await card(w.finch, id))).toContain('canary');
	});

	it('H44 is on record before anything is opened, and stays closed when the record fails', async () => {
		const id = await told(choked);
		const concern = await concernOf(id);
		await card(w.finch, id);
		const [revision] = await w.superuser`select id from response_revision where case_id = ${id}`;
		expect((await audited(w, 'concern.opened')).at(-1)).toEqual({
			event: 'concern.opened',
			by: w.finch.staffId,
			purpose: 'supervise',
			concern,
			case: id,
			revisions: [revision?.id]
		});
		const mend = await breakAudit(w);
		await expect(card(w.vale, id)).rejects.toThrow();
		await expect(cases.read(w.desk, w.vale, id)).rejects.toThrow();
		await mend();
		expect((await card(w.vale, id)).flags.length).toBeGreaterThan(3);
	});

	it('H48 what was moved or changed does not open, says so, and hides nothing else', async () => {
		const [id, other] = [await told(choked), await told(choked)];
		const flags = (await card(w.vale, id)).flags.length;
		await w.superuser`update flag set sealed = (select sealed from flag where case_id = ${other} limit 1)
			where id = (select id from flag where case_id = ${id} order by id limit 1)`;
		const view = await card(w.vale, id);
		expect(view.flags).toHaveLength(flags);
		expect(view.flags.map(({ reason }) => reason)).toContain(
			'An answer arrived that could not be read. Contact the victim by the contact plan.'
		);
		await w.superuser`delete from case_key where case_id = ${id}`;
		const erased = await card(w.vale, id);
		expect(erased).toMatchObject({ responses: [], changes: null, facts: null });
		expect(new Set(erased.flags.map(({ reason }) => reason)).size).toBe(1);
	});

	it('an answer that nobody has assessed is opened by nobody', async () => {
		const id = await told(choked, {
			checkIns: [
				{ point: 'T3', dueAt: new Date(Date.now() - 86_400_000) },
				{ point: 'T14', dueAt: new Date() }
			]
		});
		await w.answers(id, { SF1: '0', V2: 'canary', V1: '4' });
		expect((await card(w.vale, id)).responses).toHaveLength(1);
		expect(JSON.stringify(await card(w.quill, id))).not.toContain('canary');
	});
});

describe('H68 only her support worker may see', () => {
	const chosen = { ...choked, CN1: 'support', N1: 'urgent', N2: 'officer' };

	it('the officer side sees the wish to be called and nothing else; support sees all', async () => {
		const id = await told(chosen);
		for (const [staff, lane] of [
			[w.vale, 'police'],
			[w.finch, 'police']
		] as const) {
			const view = await card(staff, id, lane);
			expect(view).toMatchObject({
				severity: 'high',
				supportOnly: true,
				responses: [],
				changes: null
			});
			expect(view.flags).toMatchObject([
				{ reason: 'The victim asks to be contacted soon.', answers: [], facts: [] }
			]);
			expect(JSON.stringify(view)).not.toMatch(/phone|paper|neck/);
		}
		const queue = { lane: null, filter: null, after: null };
		const rows = (await concerns.queue(w.desk, w.vale, queue))?.rows ?? [];
		expect(rows.find((row) => row.caseId === id)).toMatchObject({
			severity: 'high',
			others: 0,
			reason: 'The victim asks to be contacted soon.'
		});
		expect(await card(w.quill, id)).toMatchObject({ severity: 'critical', supportOnly: false });
		expect((await cases.read(w.desk, w.vale, id))?.checkIns).toMatchObject([{ state: 'sent' }]);
	});

	it('without that wish there is no concern for the officer side at all', async () => {
		const id = await told({ ...chosen, N2: 'worker' });
		const concern = { id: await concernOf(id), lane: null };
		expect(await concerns.open(w.desk, w.vale, concern)).toBeNull();
		expect(await concerns.open(w.desk, w.finch, concern)).toBeNull();
		expect(await cases.read(w.desk, w.vale, id)).toMatchObject({ concern: null });
	});

	it('danger now still reaches the police lane, by its sentence alone', async () => {
		const id = await told({ ...chosen, N1: 'no', CN2: 'danger' });
		const view = await card(w.vale, id);
		expect(view).toMatchObject({ severity: 'critical', responses: [] });
		expect(view.flags).toMatchObject([
			{ reason: 'The victim pressed "I am in danger now".', answers: [], facts: [] }
		]);
	});
});

describe('H71 what is hidden changes nothing on the officer’s side', () => {
	it('F-MADE-WORSE and F-VICTIM-SUICIDE leave queue, list, case and card as they were', async () => {
		const said = { SF1: '-2', H2: ['stalk'], MORE: 'yes' };
		const plain = await told(said);
		const hidden = await told({ ...said, M1: 'yes', M2: 'no', W1: 'now' });
		const queue = await concerns.queue(w.desk, w.vale, { lane: null, filter: null, after: null });
		const row = (id: CaseId) => {
			const found = queue?.rows.find((one) => one.kind === 'lane' && one.caseId === id);
			if (found?.kind !== 'lane') throw new Error('no row');
			const { severity, state, technical, reason, others, owner } = found;
			return { severity, state, technical, reason, others, owner };
		};
		expect(row(hidden)).toEqual(row(plain));

		const face = async (id: CaseId) => {
			const { severity, state, flags, labels, actions, otherLanes, events } = await card(
				w.vale,
				id
			);
			const reasons = flags.map(({ filedAt: _, ...flag }) => flag);
			const kinds = events.map(({ at: _, ...event }) => event);
			const whole = await cases.read(w.desk, w.vale, id);
			const lanes = whole?.concern?.lanes;
			return { severity, state, reasons, labels, actions, otherLanes, kinds, lanes };
		};
		expect(await face(hidden)).toEqual(await face(plain));
	});
});

describe('Seen', () => {
	const press = async (staff: Staff, id: CaseId, mark: string, lane = 'police') =>
		concerns.markSeen(w.desk, staff, { id: await concernOf(id), lane, mark });

	it('is pressed by a named person for every flag of the lane, and for no other lane', async () => {
		const id = await told(choked);
		const before = await card(w.reed, id);
		expect(await press(w.reed, id, before.seenMark)).toBe('seen');
		const after = await card(w.vale, id);
		expect(after).toMatchObject({
			state: 'seen',
			severity: 'critical',
			mayMarkSeen: false,
			see: { first: { key: 'clock.met' } },
			clock: { second: { key: 'clock.act_by' } }
		});
		expect(after.events[0]).toMatchObject({ kind: 'seen', by: 'Reed' });
		expect(await card(w.quill, id)).toMatchObject({ state: 'new', mayMarkSeen: true });
		expect((await audited(w, 'concern.seen')).at(-1)).toMatchObject({
			lane: 'police',
			by: w.reed.staffId
		});
	});

	it('pressed twice is on record once', async () => {
		const id = await told(choked);
		const { seenMark } = await card(w.vale, id);
		const count = async () => (await audited(w, 'concern.seen')).length;
		const before = await count();
		const pressed = await Promise.all([1, 2, 3].map(() => press(w.vale, id, seenMark)));
		expect(pressed).toEqual(['seen', 'seen', 'seen']);
		expect(await count()).toBe(before + 1);
		expect((await card(w.vale, id)).events.filter(({ kind }) => kind === 'seen')).toHaveLength(1);
	});

	it('never covers what came after the page was made', async () => {
		const id = await told(
			{ SF1: '0', H2: ['stalk'] },
			{
				checkIns: [
					{ point: 'T3', dueAt: new Date(Date.now() - 86_400_000) },
					{ point: 'T14', dueAt: new Date() }
				]
			}
		);
		const { seenMark } = await card(w.vale, id);
		await w.answers(id, { SF1: '0', R1: ['kill'] });
		await w.works();
		expect(await press(w.vale, id, seenMark)).toBe('again');
		const shown = await card(w.vale, id);
		expect(shown).toMatchObject({ state: 'new', severity: 'critical', mayMarkSeen: true });
		expect(await press(w.vale, id, shown.seenMark)).toBe('seen');
		await w.works();
		expect((await card(w.vale, id)).state).toBe('seen');
	});

	it('is for those who work the lane', async () => {
		const id = await told({ ...choked, MORE: 'yes', M1: 'yes' });
		const mark = (await card(w.finch, id, 'supervisor')).seenMark;
		expect(await press(w.vale, id, mark, 'supervisor')).toBeNull();
		expect(await press(w.quill, id, mark, 'police')).toBeNull();
		expect(await press(w.stranger, id, mark)).toBeNull();
		expect(await press(w.vale, id, mark, 'nonsense')).toBeNull();
		expect(await press(w.finch, id, mark, 'supervisor')).toBe('seen');
		expect((await card(w.vale, id)).state).toBe('new');
	});
});
