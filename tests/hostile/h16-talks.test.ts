import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseId } from '../../src/lib/domain/ids.ts';
import { breaches } from '../faults/checker.ts';
import { said } from '../faults/said.ts';
import { gate } from '../support/gate.ts';
import { stage, type Stage } from '../support/stage.ts';
import { Worker } from '../support/talk.ts';
import { concernsIn, toldIn } from '../support/told.ts';
import { until } from '../support/until.ts';
import type { Victim } from '../support/victim.ts';

let s: Stage;
beforeAll(async () => {
	s = await stage('h16_talks');
});
afterAll(() => s?.close());

const lastPage = 'Thank you.';

/** She is at the Send page of her link; her support worker has asked her the same in a talk. */
async function both(): Promise<{ caseId: CaseId; victim: Victim; talk: Worker }> {
	const { caseId, victim } = await s.someone();
	await victim.opens();
	await victim.goesOn({ ...said, Z1: 'told by herself' });
	const talk = new Worker(s.world.desk, s.agency.supportWorker, caseId);
	expect(await talk.begins()).toEqual({ kind: 'talk' });
	expect(await talk.saves({ ...said, Z1: 'told in a talk' })).toMatchObject({ kind: 'saved' });
	return { caseId, victim, talk };
}

async function toldBy(caseId: CaseId): Promise<string[]> {
	await until('both to be filed', async () => {
		await s.world.settled();
		return (await toldIn(s, caseId)).length === 2;
	});
	const told = await toldIn(s, caseId);
	return told.map(({ kind, answers }) => `${kind}: ${String(answers?.Z1)}`).toSorted();
}

async function isWhole(caseId: CaseId): Promise<void> {
	expect(await concernsIn(s, caseId)).toHaveLength(1);
	const [open] = await s.at.superuser`
		select count(*)::int as count from link where case_id = ${caseId} and state = 'open'`;
	expect(open?.count).toBe(0);
	expect(await breaches(s.world, s.at)).toEqual([]);
}

describe('a check-in that is answered over a link and in a talk', () => {
	test('H16 the talk is sent first: her link ends, and what she presses Send for is filed beside it', async () => {
		const { caseId, victim, talk } = await both();
		expect(await talk.sends()).toEqual({ kind: 'sent', end: 'sent' });
		await victim.presses('send');
		expect((await victim.seesPage()).body).toContain(lastPage);
		expect(await toldBy(caseId)).toEqual(['sent: told in a talk', 'unsent: told by herself']);
		await isWhole(caseId);
	});

	test('H16 she sends first: the talk is filed beside it, and its page says so', async () => {
		const { caseId, victim, talk } = await both();
		await victim.presses('send');
		expect(await talk.sees()).toMatchObject({ isBeside: true });
		expect(await talk.sends()).toEqual({ kind: 'sent', end: 'sent' });
		expect(await talk.sees({ talkId: talk.talkId, end: 'sent' })).toMatchObject({ isBeside: true });
		expect(await toldBy(caseId)).toEqual(['sent: told by herself', 'unsent: told in a talk']);
		await isWhole(caseId);
	});

	test('H16 both at once, her link already spent: the talk waits for her, and is filed beside', async () => {
		const { caseId, victim, talk } = await both();
		const spent = await gate(s.at.superuser, { table: 'link', moment: 'after update' });
		const hers = victim.presses('send');
		await spent.reached();
		const sending = talk.sends();
		await spent.open();
		expect((await hers).status).toBe(303);
		expect(await sending).toEqual({ kind: 'sent', end: 'sent' });
		expect(await toldBy(caseId)).toEqual(['sent: told by herself', 'unsent: told in a talk']);
		await isWhole(caseId);
	});

	test('H16 both at once, the talk already stored: she waits for it, and nothing of hers is lost', async () => {
		const { caseId, victim, talk } = await both();
		const stored = await gate(s.at.superuser, {
			table: 'response_revision',
			moment: 'after insert',
			when: 'new.talk_id is not null'
		});
		const sending = talk.sends();
		await stored.reached();
		const hers = victim.presses('send');
		await stored.open();
		expect(await sending).toEqual({ kind: 'sent', end: 'sent' });
		expect((await hers).status).toBe(303);
		expect((await victim.seesPage()).body).toContain(lastPage);
		expect(await toldBy(caseId)).toEqual(['sent: told in a talk', 'unsent: told by herself']);
		await isWhole(caseId);
	});

	test('H16 twenty Sends of one talk at once are one sent revision', async () => {
		const { caseId } = await s.someone();
		const talk = new Worker(s.world.desk, s.agency.supportWorker, caseId);
		await talk.begins();
		await talk.saves(said);
		const sends = await Promise.all(Array.from({ length: 20 }, () => talk.sends()));
		expect(new Set(sends.map((sent) => sent?.kind))).toEqual(new Set(['sent']));
		await s.world.settled();
		expect((await toldIn(s, caseId)).map(({ kind }) => kind)).toEqual(['sent']);
		await isWhole(caseId);
	});

	test('H16 a link that is made while a talk is sent is for another check-in', async () => {
		const { caseId } = await s.someone();
		const talk = new Worker(s.world.desk, s.agency.supportWorker, caseId);
		await talk.begins();
		await talk.saves(said);
		const stored = await gate(s.at.superuser, {
			table: 'response_revision',
			moment: 'after insert',
			when: 'new.talk_id is not null'
		});
		const sending = talk.sends();
		await stored.reached();
		const making = s.world.link(s.agency, caseId);
		await stored.open();
		await sending;
		await making;
		const beside = await s.at.superuser`
			select 1 from link l join response_revision r on r.response_id = l.response_id
			where l.case_id = ${caseId} and l.state = 'open' and r.kind = 'sent'`;
		expect(beside).toHaveLength(0);
	});
});
