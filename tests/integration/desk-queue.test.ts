import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as concerns from '#lib/server/desk/concerns/index.ts';
import type { Staff } from '#lib/server/desk/access/index.ts';
import type { QueueView } from '#lib/domain/access/index.ts';
import { audited, breakAudit, world, type World } from './desk-world.ts';

let w: World;
beforeAll(async () => {
	w = await world('desk_queue');
});
afterAll(() => w.close());

const head = { lane: null, filter: null, after: null };

async function queueOf(staff: Staff, look: Partial<concerns.QueueLook> = {}) {
	const view = await concerns.queue(w.desk, staff, { ...head, ...look });
	if (!view) throw new Error('no queue');
	return view;
}
const reasons = (view: QueueView) =>
	view.rows.map((row) => (row.kind === 'lane' ? row.reason : 'just arrived'));

describe('the queue', () => {
	it('is empty with a word on when answers last came, and never says that all is well', async () => {
		const view = await queueOf(w.vale);
		expect(view).toMatchObject({
			lane: 'police',
			lanes: ['police'],
			rows: [],
			next: null,
			counts: { all: 0, critical: 0, high: 0, over: 0 },
			lastCheckInAt: null
		});
	});

	it('H69 what has just come stands at the head before anybody has assessed it, and cannot be opened', async () => {
		const id = await w.openCase();
		const revision = await w.answers(id, { SF1: '-1', V1: '4' });
		for (const staff of [w.vale, w.reed, w.finch, w.quill]) {
			expect((await queueOf(staff)).rows).toMatchObject([
				{ kind: 'arrived', revisionId: revision, caseId: id, reference: '1001' }
			]);
		}
		expect((await queueOf(w.stranger)).rows).toEqual([]);
		expect(await queueOf(w.vale, { filter: 'critical' })).toMatchObject({ counts: { all: 1 } });
		expect((await queueOf(w.vale, { filter: 'critical' })).rows).toHaveLength(1);
		await w.works();
		expect(reasons(await queueOf(w.vale))).toEqual([
			'The victim expects to be hurt or scared again within a month.'
		]);
	});

	it('shows the lane, its reason and the number of others, its owner and its clock', async () => {
		const { rows, counts } = await queueOf(w.reed);
		expect(counts).toEqual({ all: 1, critical: 0, high: 1, over: 0 });
		expect(rows[0]).toMatchObject({
			kind: 'lane',
			lane: 'police',
			severity: 'high',
			state: 'new',
			technical: false,
			others: 1,
			owner: { name: 'Vale', isYou: false },
			clock: { second: { key: 'clock.see_by' }, late: false }
		});
		await w.clock.advance({ hours: 5 });
		const late = await queueOf(w.vale, { filter: 'over' });
		expect(late.counts).toMatchObject({ over: 1 });
		expect(late.rows[0]).toMatchObject({ owner: { isYou: true }, clock: { late: true } });
		await w.clock.reset();
	});

	it('is put in order by severity, then limit; what could not be read stands before all', async () => {
		const [calm, kill, garbled] = [await w.openCase(), await w.openCase(), await w.openCase()];
		await w.answers(calm, { SF1: '0', V1: '3' });
		await w.answers(kill, { SF1: '0', R1: ['kill'] });
		const broken = await w.answers(garbled, { SF1: '0' });
		await w.superuser`update response_revision set sealed = set_byte(sealed, 90, 0) || '' where id = ${broken}`;
		await w.works();
		const rows = (await queueOf(w.vale)).rows.map((row) =>
			row.kind === 'lane' ? [row.severity, row.technical] : []
		);
		expect(rows).toEqual([
			['critical', true],
			['critical', false],
			['high', false],
			['medium', false]
		]);
	});

	it('a supervisor has the own lane and the unit’s police lane; support has support', async () => {
		expect((await queueOf(w.finch)).lanes).toEqual(['supervisor', 'police']);
		expect(reasons(await queueOf(w.finch))).toEqual([
			'An answer arrived that could not be read. Contact the victim by the contact plan.'
		]);
		expect((await queueOf(w.finch, { lane: 'police' })).counts.all).toBe(4);
		expect((await queueOf(w.quill, { lane: 'police' })).lane).toBe('support');
		expect((await queueOf(w.harbour)).rows).toEqual([]);
	});

	it.each(['programme', 'admin', 'auditor'] as const)('the %s has no queue at all', async (who) => {
		expect(await concerns.queue(w.desk, w[who], head)).toBeNull();
	});

	it('a case without a named support worker is in the queue of everybody of its organisation', async () => {
		const id = await w.openCase({ supportWorkerId: null });
		await w.answers(id, { SF1: '0', T1: 'yes', MORE: 'yes' });
		expect((await queueOf(w.harbour)).rows).toMatchObject([{ kind: 'arrived', owner: null }]);
		await w.works();
		for (const staff of [w.harbour, w.quill]) {
			expect(reasons(await queueOf(staff))).toContain(
				'The perpetrator may see the phone, accounts or place.'
			);
		}
	});

	it('H44 is one audit event that names the rows, and no page when it cannot be written', async () => {
		const before = (await audited(w, 'queue.shown')).length;
		const view = await queueOf(w.vale);
		const events = await audited(w, 'queue.shown');
		expect(events).toHaveLength(before + 1);
		expect(events.at(-1)).toEqual({
			event: 'queue.shown',
			by: w.vale.staffId,
			purpose: 'show_queue',
			rows: view.rows.flatMap((row) => (row.kind === 'lane' ? [row.concernId] : []))
		});
		const mend = await breakAudit(w);
		await expect(queueOf(w.vale)).rejects.toThrow();
		await mend();
	});

	it('a headline that was tampered with hides no other row', async () => {
		const [first] = (await queueOf(w.vale, { filter: 'high' })).rows;
		if (first?.kind !== 'lane') throw new Error('no row');
		const rows = await w.superuser`
			update concern_lane set headline_box = set_byte(headline_box, 20, 0) || '\\x01'
			where concern_id = ${first.concernId} returning 1`;
		expect(rows.length).toBeGreaterThan(0);
		const view = await queueOf(w.vale, { filter: 'high' });
		expect(view.rows[0]).toMatchObject({
			technical: true,
			reason: expect.stringContaining('could not be read')
		});
		expect((await queueOf(w.vale)).rows.length).toBeGreaterThan(3);
	});

	it('leafs through every row once, in the order of the queue', async () => {
		const id = await w.openCase({ deputyOfficerId: null });
		// 120 lanes of Vale and of those where Vale is deputy, with equal figures among them
		await w.superuser`
			with source as (select * from concern_lane where lane = 'police' limit 1),
			made as (
				insert into "case" select c.agency_id, gen_random_uuid(), 'L' || n, c.unit_id,
					case when n % 3 = 0 then ${w.reed.staffId}::uuid else ${w.vale.staffId}::uuid end,
					case when n % 3 = 0 then ${w.vale.staffId}::uuid else null end,
					null, null, c.intervention_on
				from "case" c, generate_series(1, 120) n where c.id = ${id}
				returning *
			),
			opened as (
				insert into concern select agency_id, gen_random_uuid(), id from made returning *
			)
			insert into concern_lane (agency_id, concern_id, lane, case_id, severity, severity_rank, state,
				owner_id, deputy_id, see_by, act_by, next_limit_at, headline_box, technical)
			select o.agency_id, o.id, 'police', o.case_id, 'low', 0, 'new', m.responsible_officer_id,
				m.deputy_officer_id, null, null,
				timestamptz '2027-01-01' + (substr(m.reference, 2)::int % 5) * interval '1 microsecond',
				s.headline_box, false
			from opened o join made m on m.id = o.case_id, source s`;
		const seen: string[] = [];
		let after: string | null = null;
		let pages = 0;
		do {
			const view: QueueView = await queueOf(w.vale, { after });
			expect(view.isFirstPage).toBe(pages === 0);
			seen.push(...view.rows.flatMap((row) => (row.kind === 'lane' ? [row.concernId] : [])));
			after = view.next;
			pages += 1;
		} while (after !== null && pages < 10);
		const [all] = await w.superuser`
			select array_agg(concern_id order by technical desc, severity_rank desc, next_limit_at, concern_id) as ids
			from concern_lane where lane = 'police' and (owner_id = ${w.vale.staffId} or deputy_id = ${w.vale.staffId})`;
		expect(seen).toEqual(all?.ids);
		expect(pages).toBe(3);
		expect((await queueOf(w.vale)).counts.all).toBe(seen.length);
	});

	it.each(['nonsense', 'e30', Buffer.from('{"technical":false,"rank":9}').toString('base64url')])(
		'a forged cursor leads to the head of the list',
		async (after) => {
			expect((await queueOf(w.vale, { after })).isFirstPage).toBe(true);
		}
	);

	it('a lane that still names who has left the case is not shown to them', async () => {
		const id = await w.openCase({ deputyOfficerId: null });
		await w.answers(id, { SF1: '0', R1: ['kill'] });
		await w.works();
		const has = async (staff: Staff) =>
			(await queueOf(staff)).rows.some(({ caseId }) => caseId === id);
		expect(await has(w.vale)).toBe(true);
		await w.superuser`update "case" set responsible_officer_id = ${w.stranger.staffId} where id = ${id}`;
		expect(await has(w.vale)).toBe(false);
	});
});
