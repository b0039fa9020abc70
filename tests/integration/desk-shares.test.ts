import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shareId, type CaseId } from '#lib/domain/ids.ts';
import type { StoredAnswers } from '#lib/domain/questionnaire/index.ts';
import type { Staff } from '#lib/server/desk/access/index.ts';
import * as shares from '#lib/server/desk/shares/index.ts';
import { card, choked, tasksOf, told } from './desk-told.ts';
import { audited, world, type World } from './desk-world.ts';

let w: World;
beforeAll(async () => {
	w = await world('desk_shares');
});
afterAll(() => w.close());

const forSupport: StoredAnswers = { ...choked, CN1: 'support', K3: 'yes' };

describe('sharing what she gave to support alone', () => {
	const why = 'He has a key to the new flat, and she cannot leave it today.';
	const decide = (
		staff: Staff,
		caseId: string,
		flags: readonly string[],
		{ id = shareId.parse(uuid()), inDangerNow = false } = {}
	) =>
		shares.decide(w.desk, staff, {
			caseId,
			shareId: id,
			flags,
			ground: 'danger_to_her',
			asked: 'unsafe_to_ask',
			reason: why,
			inDangerNow
		});
	const offered = async (id: string) =>
		(await shares.prepare(w.desk, w.quill, id))?.responses[0]?.items ?? [];
	const police = async (id: CaseId) =>
		(await card(w, w.vale, id))?.flags.map((flag) => flag.reason);
	const STRANGLED = 'The victim reports strangulation or being stopped from breathing.';
	const strangled = async (id: CaseId) => {
		const item = (await offered(id)).find(({ reason }) => reason === STRANGLED);
		if (!item) throw new Error('not offered');
		return item.id;
	};

	it('is offered on the card of support for what is grave, and on no other card', async () => {
		const id = await told(w, forSupport);
		expect(await card(w, w.quill, id)).toMatchObject({ lane: 'support', offersSharing: true });
		const plain = await told(w, choked);
		expect(await card(w, w.vale, plain)).toMatchObject({ offersSharing: false });
		expect(await offered(plain)).toEqual([]);
	});

	it('H68 waits for a second person, then tells exactly what was chosen: a sentence, no answer', async () => {
		const id = await told(w, { ...forSupport, N1: 'urgent', N2: 'officer', V2: 'canary words' });
		const before = await police(id);
		expect(before?.join()).not.toContain(STRANGLED);
		const one = shareId.parse(uuid());
		const item = await strangled(id);
		const sent = await Promise.all([1, 2].map(() => decide(w.quill, id, [item], { id: one })));
		expect(sent).toEqual(['decided', 'decided']);
		await w.works();
		expect(await police(id)).toEqual(before);

		// the one who decided does not sign, nor does anybody of another organisation
		for (const staff of [w.quill, w.vale, w.finch, w.programme, w.admin]) {
			expect(await shares.sign(w.desk, staff, one), staff.name).toBeNull();
			expect(await shares.open(w.desk, staff, one), staff.name).toBeNull();
		}
		expect((await tasksOf(w, w.harbour)).rows).toMatchObject([{ kind: 'sign_share', about: one }]);
		expect(await shares.open(w.desk, w.harbour, one)).toMatchObject({
			reason: why,
			items: [{ reason: STRANGLED }],
			maySign: true
		});
		const signed = await Promise.all([1, 2].map(() => shares.sign(w.desk, w.harbour, one)));
		expect(signed).toEqual(['signed', 'signed']);
		expect(await audited(w, 'share.signed')).toHaveLength(1);
		await Promise.all([w.works(), w.works()]);
		expect(await audited(w, 'share.filed')).toHaveLength(1);

		const view = await card(w, w.vale, id);
		expect(view).toMatchObject({
			supportOnly: true,
			responses: [],
			severity: 'critical',
			state: 'new'
		});
		expect(view?.flags.filter((flag) => flag.reason === STRANGLED)).toMatchObject([
			{ isOwnLane: true, answers: [], facts: [] }
		]);
		expect((await police(id))?.toSorted()).toEqual([...(before ?? []), STRANGLED].toSorted());
		expect(view?.events[0]).toMatchObject({ kind: 'override', by: 'Quill' });
		expect(JSON.stringify(view)).not.toContain('canary');
		expect((await tasksOf(w, w.harbour)).rows).toEqual([]);
	});

	it('in danger now is shared at once, told to those whose clock runs, and signed afterwards', async () => {
		const id = await told(w, forSupport);
		const one = shareId.parse(uuid());
		await w.superuser`delete from notice`;
		await decide(w.quill, id, [await strangled(id)], { id: one, inDangerNow: true });
		await w.works();
		expect(await police(id)).toEqual([STRANGLED]);
		const mails = await w.superuser`select s.name, n.kind
			from notice n join staff s on s.id = n.staff_id order by s.name`;
		expect(mails.map(({ name, kind }) => `${name}: ${kind}`)).toEqual([
			'Finch: critical_item',
			'Reed: critical_item',
			'Vale: critical_item'
		]);
		expect((await tasksOf(w, w.harbour)).rows).toMatchObject([{ about: one, isOverdue: false }]);
		expect(await shares.sign(w.desk, w.harbour, one)).toBe('signed');
		await w.works();
		expect(await police(id)).toEqual([STRANGLED]);
	});

	it('asks for her to be told, once, and that is on record', async () => {
		const id = await told(w, forSupport);
		const one = shareId.parse(uuid());
		const wanted = { caseId: id, shareId: one };
		await decide(w.quill, id, [await strangled(id)], { id: one, inDangerNow: true });
		expect(await shares.tell(w.desk, w.quill, wanted)).toBeNull();
		await w.works();
		const mine = (await tasksOf(w, w.quill)).rows.filter(({ caseId }) => caseId === id);
		expect(mine).toMatchObject([{ kind: 'tell_her_of_share', about: one, mayFinish: false }]);
		expect(await shares.tell(w.desk, w.vale, wanted)).toBeNull();
		expect(await shares.tell(w.desk, w.quill, wanted)).toBe('told');
		expect(await shares.tell(w.desk, w.quill, wanted)).toBe('told');
		const told_ = (await audited(w, 'share.told')).filter(({ share }) => share === one);
		expect(told_).toHaveLength(1);
		const left = (await tasksOf(w, w.quill)).rows.filter(({ caseId }) => caseId === id);
		expect(left).toEqual([]);
	});

	it('offers nothing that an officer may never know, and takes nothing that was not offered', async () => {
		const id = await told(w, { ...forSupport, MORE: 'yes', M1: 'yes', W1: 'now' });
		const reasons = (await card(w, w.quill, id))?.flags.map((flag) => flag.reason) ?? [];
		const items = await offered(id);
		expect(items.length).toBeLessThan(reasons.length);
		const hidden = await w.superuser<{ id: string }[]>`
			select id from flag where case_id = ${id} and id <> all(${items.map((item) => item.id)})`;
		expect(hidden.length).toBeGreaterThan(0);
		for (const flag of hidden) expect(await decide(w.quill, id, [flag.id])).toBe('items');
		const other = await told(w, forSupport);
		expect(await decide(w.quill, id, [await strangled(other)])).toBe('items');
		expect(await decide(w.quill, id, [])).toBe('items');
	});

	it('H68 nobody else decides, and a number of somebody else is a number of nobody', async () => {
		const id = await told(w, forSupport);
		const one = shareId.parse(uuid());
		const item = await strangled(id);
		for (const staff of [w.vale, w.reed, w.finch, w.harbour, w.programme, w.admin, w.auditor]) {
			expect(await shares.prepare(w.desk, staff, id), staff.name).toBeNull();
			expect(await decide(staff, id, [item]), staff.name).toBeNull();
		}
		await decide(w.quill, id, [item], { id: one });
		const other = await told(w, forSupport);
		expect(await decide(w.quill, other, [await strangled(other)], { id: one })).toBeNull();
		expect(await decide(w.quill, id, [item, item], { id: one, inDangerNow: true })).toBe('again');
	});
});
