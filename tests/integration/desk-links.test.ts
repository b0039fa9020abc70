import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linkId, type CaseId } from '#lib/domain/ids.ts';
import { parsePin, parseToken } from '#lib/domain/link/index.ts';
import { formFacts } from '#lib/domain/questionnaire/index.ts';
import * as cases from '#lib/server/desk/cases/index.ts';
import * as links from '#lib/server/desk/links/index.ts';
import type { Staff } from '#lib/server/desk/access/index.ts';
import { lookupHash, pinVerifier } from '#lib/server/platform/crypto/kdf.ts';
import { audited, breakAudit, world, type World } from './desk-world.ts';

let w: World;
beforeAll(async () => {
	w = await world('desk_links');
});
afterAll(() => w.close());

const fresh = () => linkId.parse(uuid());

function wanted(caseId: string, changes: Partial<links.Wanted> = {}): links.Wanted {
	return { caseId, linkId: fresh(), language: 'en', hours: 24, ...changes };
}

async function issue(staff: Staff, caseId: CaseId, changes: Partial<links.Wanted> = {}) {
	const issued = await links.issue(w.desk, staff, wanted(caseId, changes));
	if (issued?.kind !== 'issued') throw new Error(`not issued: ${issued?.kind}`);
	return issued.card;
}

const linkRow = async (id: string) =>
	(await w.superuser`select * from link where id = ${id}`)[0] ?? null;

describe('a link to hand over', () => {
	it.each(['vale', 'reed', 'quill'] as const)(
		'is made by %s, who is named on the case',
		async (who) => {
			const id = await w.openCase();
			const card = await issue(w[who], id);
			expect(card.address).toMatch(/^https:\/\/reminder\.example\/l\/[0-9a-z]{32}$/);
			expect(card.groups.join('')).toBe(card.address.slice(-32));
			expect(card.pin).toMatch(/^\d{6}$/);
			expect(await linkRow(card.linkId)).toMatchObject({
				state: 'open',
				case_id: id,
				one_hand: true,
				issued_by: w[who].staffId,
				locale: 'en',
				tries_left: 5,
				pepper_no: 1,
				form_facts: formFacts.parse({
					hasChildren: true,
					hasSupportWorker: true,
					hasSupportOrg: true,
					supportConfidential: true,
					firstResponse: true
				})
			});
			expect((await audited(w, 'link.issued')).at(-1)).toMatchObject({ oneHand: true, case: id });
		}
	);

	it('is found by its address, opened by its code, and lasts as long as was chosen', async () => {
		const card = await issue(w.vale, await w.openCase(), { hours: 3 });
		const token = parseToken(card.address.slice(-32));
		const pin = parsePin(card.pin);
		if (!token || !pin) throw new Error('unreadable');
		const [found] = await w.superuser`
			select l.pin_verifier from link_lookup k join link l on l.id = k.link_id
			where k.hash = ${lookupHash(token, w.desk.pepper)}`;
		expect(found?.pin_verifier).toEqual(Buffer.from(pinVerifier(token, pin, w.desk.pepper)));
		const now = await w.clock.now();
		expect(Math.round((card.expiresAt.getTime() - now.getTime()) / 60_000)).toBe(180);
	});

	it('H45 leaves neither address nor code in the database', async () => {
		const card = await issue(w.vale, await w.openCase());
		const tables = await w.superuser`select tablename from pg_tables where schemaname = 'public'`;
		let dump = '';
		for (const { tablename } of tables) {
			const rows = await w.superuser`select t::text from ${w.superuser(`public.${tablename}`)} t`;
			dump += rows.map(({ t }) => t).join('\n');
		}
		expect(dump).toContain(card.linkId);
		const token = card.address.slice(-32);
		for (const secret of [token, Buffer.from(token).toString('hex'), `"${card.pin}"`]) {
			expect(dump).not.toContain(secret);
		}
	});

	it('the same form sent twice, or twenty times at once, makes one link', async () => {
		const id = await w.openCase();
		const form = wanted(id);
		const answers = await Promise.all(
			Array.from({ length: 20 }, () => links.issue(w.desk, w.vale, form))
		);
		const kinds = answers.map((answer) => answer?.kind).toSorted();
		expect(kinds).toEqual(['issued', ...Array.from({ length: 19 }, () => 'repeated')]);
		const rows = await w.superuser`select 1 from link where case_id = ${id}`;
		expect(rows).toHaveLength(1);
		expect(await links.issue(w.desk, w.vale, form)).toEqual({ kind: 'repeated' });
	});

	it('ends the one before, which forgets what it knew of the case', async () => {
		const id = await w.openCase();
		const [first, second] = [await issue(w.vale, id), await issue(w.quill, id)];
		expect(await linkRow(first.linkId)).toMatchObject({ state: 'revoked', form_facts: null });
		expect(await linkRow(second.linkId)).toMatchObject({ state: 'open' });
		const view = await cases.read(w.desk, w.vale, id);
		expect(view?.checkIns).toMatchObject([
			{
				point: 'T3',
				state: 'offered',
				links: [
					{ state: 'open', oneHand: true, issuedBy: 'Quill', mayRevoke: true },
					{ state: 'revoked', mayRevoke: false }
				]
			}
		]);
	});

	it('is an extra round when none is due, and uses up no planned one', async () => {
		const later = { point: 'T14', dueAt: new Date(Date.now() + 9 * 86_400_000) } as const;
		const id = await w.openCase({ checkIns: [later] });
		expect((await links.prepare(w.desk, w.vale, id))?.checkIn).toBeNull();
		await issue(w.vale, id);
		const rounds = (await cases.read(w.desk, w.vale, id))?.checkIns;
		expect(rounds?.map(({ point, state }) => [point, state])).toEqual([
			['T14', 'planned'],
			['extra', 'offered']
		]);
	});

	it('knows what the case knows at that moment', async () => {
		const order = {
			kind: 'barring' as const,
			state: 'live' as const,
			fromAt: new Date(Date.now() - 86_400_000),
			toAt: new Date(Date.now() + 86_400_000),
			noContact: true,
			noContactChildren: false
		};
		const id = await w.openCase({
			orders: [order],
			supportWorkerId: null,
			facts: { hasChildren: false, personPhrase: 'ex' }
		});
		await w.answers(id, { SF1: '0' });
		await w.works();
		const card = await issue(w.vale, id);
		expect(await linkRow(card.linkId)).toMatchObject({
			form_facts: {
				hasLiveOrder: true,
				hasChildren: false,
				hasSupportWorker: false,
				hasSupportOrg: true,
				firstResponse: false,
				personPhrase: 'ex'
			}
		});
		await w.clock.advance({ days: 2 });
		const next = await issue(w.vale, id);
		expect(await linkRow(next.linkId)).toMatchObject({ form_facts: { hasLiveOrder: false } });
		await w.clock.reset();
	});

	it('is refused in a language that the agency does not offer', async () => {
		const id = await w.openCase();
		expect(await links.issue(w.desk, w.vale, wanted(id, { language: 'xx' }))).toEqual({
			kind: 'language'
		});
		expect(await w.superuser`select 1 from link where case_id = ${id}`).toEqual([]);
	});

	it('is refused to a supervisor, to strangers, and on a closed case', async () => {
		const id = await w.openCase();
		for (const who of ['finch', 'stranger', 'harbour', 'programme', 'admin', 'auditor'] as const) {
			expect(await links.issue(w.desk, w[who], wanted(id)), who).toBeNull();
			expect(await links.prepare(w.desk, w[who], id), who).toBeNull();
		}
		await w.superuser`update "case" set closed_at = heard_now() where id = ${id}`;
		expect(await links.issue(w.desk, w.vale, wanted(id))).toBeNull();
		expect(await w.superuser`select 1 from link where case_id = ${id}`).toEqual([]);
		expect((await cases.read(w.desk, w.finch, id))?.checkIns).toMatchObject([{ links: [] }]);
	});

	describe('where the agency does not allow card and code from one hand', () => {
		const allow = (so: boolean) =>
			w.superuser`update agency set desk_settings = desk_settings || ${w.superuser.json({ oneHand: so })}
				where id = ${w.agencyId}`;
		beforeAll(() => allow(false));
		afterAll(() => allow(true));

		async function apart(staff: Staff, caseId: CaseId, changes: Partial<links.Wanted> = {}) {
			const issued = await links.issue(w.desk, staff, wanted(caseId, changes));
			if (issued?.kind !== 'apart') throw new Error(`not apart: ${issued?.kind}`);
			return issued.code;
		}
		const show = (staff: Staff, id: string, link: string) =>
			links.showCard(w.desk, staff, { caseId: id, linkId: link });

		it('H70 who makes a card gets its code and never its address', async () => {
			const id = await w.openCase();
			const code = await apart(w.vale, id);
			expect(JSON.stringify(code)).not.toContain('/l/');
			expect(await linkRow(code.linkId)).toMatchObject({ one_hand: false, way: 'card' });
			expect((await audited(w, 'link.issued')).at(-1)).toMatchObject({
				oneHand: false,
				way: 'card'
			});
			expect(await show(w.vale, id, code.linkId)).toEqual({ kind: 'own' });
			const page = { caseId: id, linkId: code.linkId };
			expect((await links.prepareCard(w.desk, w.vale, page))?.state).toBe('own');
			expect((await links.prepareCard(w.desk, w.quill, page))?.state).toBe('ready');
		});

		it('H70 a colleague sees the address once, without the code, and then nobody', async () => {
			const id = await w.openCase();
			const code = await apart(w.vale, id);
			const [one, other] = await Promise.all([
				show(w.quill, id, code.linkId),
				show(w.reed, id, code.linkId)
			]);
			expect([one?.kind, other?.kind].toSorted()).toEqual(['over', 'shown']);
			const shown = one?.kind === 'shown' ? one : other;
			if (shown?.kind !== 'shown') throw new Error('not shown');
			expect(JSON.stringify(shown)).not.toContain(code.pin);
			const token = parseToken(shown.card.groups.join(''));
			const pin = parsePin(code.pin);
			if (!token || !pin) throw new Error('unreadable');
			// the two halves belong together
			const [found] = await w.superuser`
				select l.id, l.pin_verifier, l.address_shown_to from link_lookup k
				join link l on l.id = k.link_id where k.hash = ${lookupHash(token, w.desk.pepper)}`;
			expect(found?.id).toBe(code.linkId);
			expect(found?.pin_verifier).toEqual(Buffer.from(pinVerifier(token, pin, w.desk.pepper)));
			expect([w.quill.staffId, w.reed.staffId]).toContain(found?.address_shown_to);
			const shownOn = (await audited(w, 'card.shown')).filter((it) => it.link === code.linkId);
			expect(shownOn).toHaveLength(1);
			const [row] = await w.superuser`
				select state, sealed from delivery where link_id = ${code.linkId}`;
			expect(row).toMatchObject({ state: 'handed_over', sealed: null });
			expect(await show(w.quill, id, code.linkId)).toEqual({ kind: 'over' });
		});

		it('H70 who has no part in the links of the case sees neither', async () => {
			const id = await w.openCase();
			const code = await apart(w.vale, id);
			for (const who of ['finch', 'stranger', 'harbour', 'programme', 'admin'] as const) {
				expect(await show(w[who], id, code.linkId), who).toBeNull();
				const page = { caseId: id, linkId: code.linkId };
				expect(await links.prepareCard(w.desk, w[who], page), who).toBeNull();
			}
			expect(await show(w.quill, await w.openCase(), code.linkId)).toBeNull();
		});

		it('a card that waits ends with its link, and its address is forgotten', async () => {
			const id = await w.openCase();
			const code = await apart(w.vale, id);
			await links.revoke(w.desk, w.vale, { caseId: id, linkId: code.linkId });
			expect(await show(w.quill, id, code.linkId)).toEqual({ kind: 'over' });
			const next = await apart(w.vale, id);
			const last = await apart(w.quill, id);
			const states = await w.superuser`
				select link_id, state, sealed is null as forgotten from delivery where case_id = ${id}`;
			const of = (link: string) => states.find(({ link_id }) => link_id === link);
			for (const link of [code.linkId, next.linkId]) {
				expect(of(link)).toMatchObject({ state: 'cancelled', forgotten: true });
			}
			expect(of(last.linkId)).toMatchObject({ state: 'waiting', forgotten: false });
		});

		it('a card that cannot be recorded is not shown, and still waits', async () => {
			const id = await w.openCase();
			const code = await apart(w.vale, id);
			const mend = await breakAudit(w);
			await expect(show(w.quill, id, code.linkId)).rejects.toThrow();
			await mend();
			expect((await show(w.quill, id, code.linkId))?.kind).toBe('shown');
		});
	});

	it('is made by one hand only by somebody who says so', async () => {
		const id = await w.openCase();
		const asked = wanted(id, { saysOneHand: false });
		expect(await links.issue(w.desk, w.vale, asked)).toEqual({ kind: 'one_hand' });
		expect(await w.superuser`select 1 from link where case_id = ${id}`).toEqual([]);
	});

	it('can be made anew for the same round, also when another one is due by now', async () => {
		const later = { point: 'T14', dueAt: new Date(Date.now() + 5 * 86_400_000) } as const;
		const first = { point: 'T3', dueAt: new Date() } as const;
		const id = await w.openCase({ checkIns: [first, later] });
		const { linkId: old } = await issue(w.vale, id);
		await w.clock.advance({ days: 5 });
		const round = (await linkRow(old))?.check_in_id;
		const { linkId: next } = await issue(w.vale, id, { checkInId: round });
		expect((await linkRow(next))?.check_in_id).toBe(round);
		expect(await linkRow(old)).toMatchObject({ state: 'revoked' });
		const elsewhere = await w.openCase();
		expect(await links.issue(w.desk, w.vale, wanted(elsewhere, { checkInId: round }))).toEqual({
			kind: 'round'
		});
		await w.clock.reset();
	});

	it('H44 is not made when it cannot be recorded', async () => {
		const id = await w.openCase();
		const mend = await breakAudit(w);
		await expect(links.issue(w.desk, w.vale, wanted(id))).rejects.toThrow();
		await mend();
		expect(await w.superuser`select 1 from link where case_id = ${id}`).toEqual([]);
		expect((await cases.read(w.desk, w.vale, id))?.checkIns).toMatchObject([{ state: 'planned' }]);
	});
});

describe('revoking a link', () => {
	const revoke = (staff: Staff, caseId: string, id: string) =>
		links.revoke(w.desk, staff, { caseId, linkId: id });

	it('ends it at once, forgets what it knew, and is on record once', async () => {
		const id = await w.openCase();
		const { linkId: link } = await issue(w.vale, id);
		expect(await revoke(w.quill, id, link)).toBe('revoked');
		expect(await linkRow(link)).toMatchObject({ state: 'revoked', form_facts: null });
		const count = (await audited(w, 'link.revoked')).length;
		expect(await revoke(w.vale, id, link)).toBe('revoked');
		expect(await audited(w, 'link.revoked')).toHaveLength(count);
	});

	it('reaches only links of that case, and brings none back to life', async () => {
		const [one, other] = [await w.openCase(), await w.openCase()];
		const { linkId: link } = await issue(w.vale, one);
		await revoke(w.vale, other, link);
		expect(await linkRow(link)).toMatchObject({ state: 'open' });
		await w.superuser`update link set state = 'sent' where id = ${link}`;
		await revoke(w.vale, one, link);
		expect(await linkRow(link)).toMatchObject({ state: 'sent' });
		expect(await revoke(w.finch, one, link)).toBeNull();
		expect(await revoke(w.stranger, one, link)).toBeNull();
	});
});
