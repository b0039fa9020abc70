import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as cases from '#lib/server/desk/cases/index.ts';
import * as concerns from '#lib/server/desk/concerns/index.ts';
import * as contact from '#lib/server/desk/contact/index.ts';
import * as tasks from '#lib/server/desk/tasks/index.ts';
import { databaseNow, withAgency } from '#lib/server/platform/db/client.ts';
import type { CaseId } from '#lib/domain/ids.ts';
import { meeting, phone, savePlan, typedPlan, way } from '../support/plans.ts';
import { audited, breakAudit, world, type World } from './desk-world.ts';

let w: World;
beforeAll(async () => {
	w = await world('desk_contact');
});
afterAll(() => w.close());

const rows = (caseId: CaseId) =>
	w.superuser`select version, sealed from contact_plan where case_id = ${caseId} order by version`;
const events = async (caseId: CaseId) =>
	(await w.superuser`select kind from case_event where case_id = ${caseId} order by at, id`).map(
		({ kind }) => kind
	);

describe('a contact plan', () => {
	it('is made by the support worker with her, sealed, and on record', async () => {
		const caseId = await w.openCase();
		expect((await contact.read(w.desk, w.quill, caseId))?.contact.state).toBe('none');
		await savePlan(w.desk, w.quill, { caseId });

		const [row] = await rows(caseId);
		expect(row?.version).toBe(1);
		for (const secret of ['400000001', 'marigold', 'choir', 'library']) {
			expect(Buffer.from(row?.sealed).toString('latin1')).not.toContain(secret);
		}
		expect((await audited(w, 'plan.confirmed')).at(-1)).toEqual({
			event: 'plan.confirmed',
			by: w.quill.staffId,
			case: caseId,
			version: 1
		});
		expect(await events(caseId)).toContain('plan_confirmed');

		const view = await contact.read(w.desk, w.quill, caseId);
		expect(view?.contact).toMatchObject({
			state: 'confirmed',
			rules: { routes: [{ kind: 'sms', to: '+32400000001', isNow: true }, { kind: 'in_person' }] }
		});
		expect(view?.form).toMatchObject({ version: 1, typed: { safe_word: 'marigold' } });
	});

	it('is used by police without the number that the system sends to, and without the safe word', async () => {
		const caseId = await w.openCase();
		await savePlan(w.desk, w.quill, { caseId });
		for (const who of ['vale', 'reed', 'finch'] as const) {
			const view = await contact.read(w.desk, w[who], caseId);
			expect(view?.form, who).toBeNull();
			expect(view?.contact.rules?.routes[0], who).toMatchObject({ kind: 'sms', to: null });
			expect(JSON.stringify(view), who).not.toMatch(/400000001|marigold/);
			const page = await cases.read(w.desk, w[who], caseId);
			expect(page?.contact.state, who).toBe('confirmed');
			expect(JSON.stringify(page), who).not.toMatch(/400000001|marigold/);
		}
		for (const who of ['stranger', 'harbour', 'programme', 'admin', 'auditor'] as const) {
			expect(await contact.read(w.desk, w[who], caseId), who).toBeNull();
			expect(await contact.safeWord(w.desk, w[who], caseId), who).toBeNull();
		}
	});

	it('tells the safe word on contact, each time on record', async () => {
		const caseId = await w.openCase();
		await savePlan(w.desk, w.quill, { caseId });
		const before = (await audited(w, 'safe_word.shown')).length;
		expect(await contact.safeWord(w.desk, w.vale, caseId)).toBe('marigold');
		expect(await contact.safeWord(w.desk, w.finch, caseId)).toBe('marigold');
		const shown = (await audited(w, 'safe_word.shown')).slice(before);
		expect(shown).toMatchObject([{ by: w.vale.staffId }, { by: w.finch.staffId }]);

		const mend = await breakAudit(w);
		await expect(contact.safeWord(w.desk, w.vale, caseId)).rejects.toThrow();
		await expect(contact.read(w.desk, w.vale, caseId)).rejects.toThrow();
		await mend();
	});

	it('is changed by the officer only where nobody supports her', async () => {
		const supported = await w.openCase();
		const alone = await w.openCase({ supportOrganisationId: null, supportWorkerId: null });
		const save = (caseId: CaseId) =>
			contact.save(w.desk, w.vale, { caseId, version: 0, typed: typedPlan(), confirmed: null });
		expect(await save(supported)).toBeNull();
		expect(await rows(supported)).toEqual([]);
		expect(await save(alone)).toEqual({ kind: 'saved' });
		expect((await contact.read(w.desk, w.vale, alone))?.form?.typed.routes[0]?.to).toBe(
			'+32400000001'
		);
	});

	it('that two people change at once takes the first, and tells the second who it was', async () => {
		const caseId = await w.openCase({ supportWorkerId: null });
		const saving = { caseId, version: 0, typed: typedPlan(), confirmed: null } as const;
		const both = await Promise.all([
			contact.save(w.desk, w.quill, saving),
			contact.save(w.desk, w.harbour, saving)
		]);
		expect(both.map((one) => one?.kind).toSorted()).toEqual(['changed', 'saved']);
		const winner = both[0]?.kind === 'saved' ? 'Quill' : 'Heron';
		expect(both.find((one) => one?.kind === 'changed')).toMatchObject({ by: winner });
		expect(await rows(caseId)).toHaveLength(1);
		const saved = (await audited(w, 'plan.saved')).filter((one) => one.case === caseId);
		expect(saved).toHaveLength(1);
		expect(await events(caseId)).toEqual(expect.arrayContaining(['plan_saved']));
	});

	it('keeps what she does not use any more, closed, with its reason', async () => {
		const caseId = await w.openCase();
		await savePlan(w.desk, w.quill, { caseId });
		const closed = way('sms', '+32400000001', {
			isKnown: true,
			isClosed: true,
			reason: 'The phone was seen.'
		});
		const next = typedPlan({ routes: [closed, way('sms', '+32 400 000 002'), meeting] });
		await savePlan(w.desk, w.quill, { caseId, version: 1, typed: next });
		const view = await contact.read(w.desk, w.quill, caseId);
		expect(view?.contact.rules?.routes.map(({ to }) => to)).toEqual([
			'+32400000002',
			'the library of Larkfield'
		]);
		expect(view?.form?.typed.routes).toContainEqual(expect.objectContaining(closed));

		// a form that leaves it out, or opens it again, is not taken
		for (const routes of [
			[way('sms', '+32 400 000 002'), meeting],
			[phone, way('sms', '+32 400 000 002'), meeting]
		]) {
			const saving = { caseId, version: 2, typed: typedPlan({ routes }), confirmed: null };
			expect(await contact.save(w.desk, w.quill, saving)).toMatchObject({ kind: 'changed' });
		}
		expect(await rows(caseId)).toHaveLength(2);
	});

	it('is not made for somebody under 18', async () => {
		const caseId = await w.openCase();
		const typed = typedPlan({ adult: 'no' });
		expect(
			await contact.save(w.desk, w.quill, { caseId, version: 0, typed, confirmed: 'in_person' })
		).toMatchObject({ kind: 'problems', isMinor: true });
		expect(await rows(caseId)).toEqual([]);
	});
});

describe('what was asked for', () => {
	it('is done when somebody has done it, and what has nothing to do with the plan stays', async () => {
		const caseId = await w.openCase();
		const wanted = ['make_plan', 'confirm_plan', 'message_failed'] as const;
		await withAgency(w.desk.db, w.agencyId, async (tx) => {
			const boxKey = await w.desk.keys.boxKey(tx, w.agencyId);
			const row = { agencyId: w.agencyId, caseId, lane: 'support', ownerId: null } as const;
			for (const kind of wanted) {
				const content = { kind, about: null, reason: null };
				const dueAt = await databaseNow(tx);
				await tasks.add(tx, { ...row, content, dueAt, once: null }, boxKey);
			}
		});
		const open = async () =>
			(await tasks.list(w.desk, w.quill, { lane: null, done: null }))?.rows
				.filter((row) => row.caseId === caseId)
				.map(({ kind }) => kind);
		expect(await open()).toEqual(wanted);
		const saving = { caseId, typed: typedPlan() };
		await contact.save(w.desk, w.quill, { ...saving, version: 0, confirmed: null });
		expect(await open()).toEqual(['confirm_plan', 'message_failed']);
		await contact.save(w.desk, w.quill, { ...saving, version: 1, confirmed: 'by_voice' });
		expect(await open()).toEqual(['message_failed']);
	});
});

describe('a plan that must be confirmed again', () => {
	const state = async (who: 'vale' | 'quill', caseId: CaseId) =>
		(await contact.read(w.desk, w[who], caseId))?.contact.state;

	it('is one that is older than 30 days, and one click confirms it', async () => {
		const caseId = await w.openCase();
		await savePlan(w.desk, w.quill, { caseId });
		await w.clock.advance({ days: 31 });
		expect(await state('vale', caseId)).toBe('old');
		const confirming = { caseId, version: 1, typed: null, confirmed: 'by_voice' } as const;
		expect(await contact.save(w.desk, w.quill, confirming)).toEqual({ kind: 'saved' });
		expect(await state('vale', caseId)).toBe('confirmed');
		await w.clock.reset();
	});

	it('is one that she has called unsafe since; police read only that it has to be confirmed', async () => {
		const caseId = await w.openCase();
		await savePlan(w.desk, w.quill, { caseId });
		await w.answers(caseId, { N3: 'no' });
		await w.works();
		expect(await state('quill', caseId)).toBe('unsafe');
		expect(await state('vale', caseId)).toBe('not_confirmed');
		const confirming = { caseId, version: 1, typed: null, confirmed: 'in_person' } as const;
		await contact.save(w.desk, w.quill, confirming);
		expect(await state('quill', caseId)).toBe('confirmed');
	});

	it('is not confirmed past a warning that came while the page was open', async () => {
		const caseId = await w.openCase();
		await savePlan(w.desk, w.quill, { caseId });
		const seenAt = (await contact.read(w.desk, w.quill, caseId))?.now;
		await w.answers(caseId, { N3: 'no' });
		await w.works();
		const events = (await audited(w, 'plan.confirmed')).length;
		const confirming = { caseId, version: 1, typed: null, confirmed: 'by_voice' } as const;
		const late = { ...confirming, seenAt };
		expect(await contact.save(w.desk, w.quill, late)).toEqual({ kind: 'warned' });
		expect(await rows(caseId)).toHaveLength(1);
		expect(await audited(w, 'plan.confirmed')).toHaveLength(events);
		expect(await state('quill', caseId)).toBe('unsafe');
		// now it was in sight
		const now = (await contact.read(w.desk, w.quill, caseId))?.now;
		const again = await contact.save(w.desk, w.quill, { ...confirming, seenAt: now });
		expect(again).toEqual({ kind: 'saved' });
		expect(await state('quill', caseId)).toBe('confirmed');
	});

	it('stands first on the card of a concern, in the words that each side may read', async () => {
		const caseId = await w.openCase();
		await savePlan(w.desk, w.quill, { caseId });
		await w.answers(caseId, { R1: ['neck'] });
		await w.works();
		const [concern] = await w.superuser`select id from concern where case_id = ${caseId}`;
		const opened = (await audited(w, 'plan.opened')).length;
		const card = await concerns.open(w.desk, w.vale, { id: concern?.id, lane: null });
		expect(card?.contact).toMatchObject({ state: 'confirmed', rules: { inDanger: 'patrol' } });
		expect(JSON.stringify(card)).not.toMatch(/400000001|marigold/);
		const support = await concerns.open(w.desk, w.quill, { id: concern?.id, lane: null });
		expect(support?.contact.rules?.routes[0]?.to).toBe('+32400000001');
		// reading it is part of the one event of the card
		expect(await audited(w, 'plan.opened')).toHaveLength(opened);
	});
});
