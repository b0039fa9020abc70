import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signedIn } from '../support/officer.ts';
import { unknownPath } from '../support/refused.ts';
import { seen } from '../support/seen.ts';
import { taped, type Network, type Taped } from '../support/taped.ts';
import { Visitor } from '../support/visitor.ts';

// Behind one proxy of our own: what it appends to `X-Forwarded-For` is the last entry, and whatever
// stands before that was written by the client.

let t: Taped;
beforeAll(async () => {
	t = await taped('h50', { desk: { HEARD_WORKER: 'off' } });
});
afterAll(() => t?.close());

const EVIL = 'evil.example';

const forged: Record<string, Record<string, string>> = {
	Host: { Host: EVIL },
	'X-Forwarded-Host': { 'X-Forwarded-Host': EVIL, 'X-Forwarded-Port': '444' },
	'X-Forwarded-Proto': { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Ssl': 'on' },
	Forwarded: { Forwarded: `for=192.0.2.1;host=${EVIL};proto=https` },
	'all the others': {
		'X-Host': EVIL,
		'X-Original-Host': EVIL,
		'X-HTTP-Host-Override': EVIL,
		'X-Original-URL': `/l/${EVIL}`,
		'X-Rewrite-URL': `/l/${EVIL}`,
		Referer: `https://${EVIL}/`
	},
	'all at once': {
		Host: EVIL,
		'X-Forwarded-Host': EVIL,
		'X-Forwarded-Proto': 'https',
		Forwarded: `host=${EVIL}`
	}
};

async function cardMadeWith(headers: Record<string, string>) {
	const caseId = await t.world.case(t.agency);
	const desk = await signedIn(t, t.agency.officer);
	const fields = { id: uuid(), language: 'en', hours: '24', one_hand: 'yes' };
	return desk.post(`/desk/cases/${caseId}/links/new`, fields, { headers });
}

describe('H50 a forged Host or X-Forwarded-* changes no link', () => {
	test.each(Object.entries(forged))(
		'H50 %s: her link begins with our own origin',
		async (_, headers) => {
			const card = await cardMadeWith(headers);
			expect(card.status).toBe(200);
			const links = card.body.match(/https?:\/\/[^\s"'<]+\/l\/[0-9a-z]+/g) ?? [];
			expect(links.length).toBeGreaterThan(0);
			for (const link of links) expect(link.startsWith(`${t.app.intake.origin}/l/`)).toBe(true);
			expect(JSON.stringify(card)).not.toContain(EVIL);
		}
	);

	test.each(Object.entries(forged))(
		'H50 %s: no page and no redirect leads there',
		async (_, headers) => {
			const desk = await signedIn(t, t.agency.officer);
			const link = await t.link();
			const victim = t.victim(link, 90);
			const answers = [
				await desk.get('/desk', { headers }),
				await desk.get('/desk/cases', { headers }),
				await new Visitor(t.app.desk.origin).get('/desk/cases', { headers }),
				await victim.get(link.path, { headers }),
				await victim.post(link.path, { pin: link.pin }, { headers }),
				await victim.get('/c', { headers }),
				await victim.get('/leave', { headers })
			];
			expect(answers.map(({ status }) => status)).toEqual([303, 200, 303, 200, 303, 200, 303]);
			expect(JSON.stringify(answers)).not.toContain(EVIL);
			for (const { location } of answers) expect(location ?? '/').toMatch(/^(\/|https:\/\/)/);
		}
	);

	test('H50 a form is ours by its origin, whatever host it names', async () => {
		const desk = await signedIn(t, t.agency.officer);
		const caseId = await t.world.case(t.agency);
		const headers = { Origin: `http://${EVIL}`, Host: EVIL, 'X-Forwarded-Host': EVIL };
		const fields = { id: uuid(), language: 'en', hours: '24', one_hand: 'yes' };
		const answer = await desk.post(`/desk/cases/${caseId}/links/new`, fields, { headers });
		expect(answer.status).toBe(403);
		const rows = await t.at.superuser`select 1 from link where case_id = ${caseId}`;
		expect(rows).toHaveLength(0);
	});

	test('H50 the landing page is the same bytes whatever host is named', async () => {
		const path = unknownPath();
		const plain = JSON.stringify(seen(await new Visitor(t.app.intake.origin).get(path)));
		for (const headers of Object.values(forged)) {
			const answer = await new Visitor(t.app.intake.origin).get(path, { headers });
			expect(JSON.stringify(seen(answer))).toBe(plain);
		}
	});
});

describe('H50 only the hop that is ours counts for the throttle', () => {
	const rows = async () => {
		const [row] = await t.at.superuser<{ count: number }[]>`select count(*)::int from throttle`;
		return row?.count ?? 0;
	};
	const guess = (headers: Record<string, string>) =>
		new Visitor(t.app.intake.origin).post(unknownPath(), { pin: '123456' }, { headers });
	const last = (network: Network) => `198.18.${network}.7`;

	test('H50 whoever invents addresses before it stays one network', async () => {
		const before = await rows();
		for (let n = 1; n <= 12; n++) {
			await guess({ 'X-Forwarded-For': `203.0.${n}.1, 192.0.2.${n}, ${last(91)}` });
		}
		expect(await t.missesOf(91)).toBe(12);
		expect(await rows()).toBe(before + 1);
	});

	test('H50 other names for an address are not asked', async () => {
		const before = await rows();
		for (const name of [
			'X-Real-IP',
			'X-Client-IP',
			'True-Client-IP',
			'CF-Connecting-IP',
			'X-Cluster-Client-IP',
			'Forwarded'
		]) {
			const value = name === 'Forwarded' ? 'for=203.0.113.1' : '203.0.113.1';
			await guess({ [name]: value, 'X-Forwarded-For': last(92) });
		}
		expect(await t.missesOf(92)).toBe(6);
		expect(await rows()).toBe(before + 1);
	});

	test('H50 another last hop is another network, so the test could have failed', async () => {
		const before = await rows();
		await guess({ 'X-Forwarded-For': `${last(93)}, ${last(94)}` });
		await guess({ 'X-Forwarded-For': `${last(94)}, ${last(95)}` });
		expect(await Promise.all([93, 94, 95].map((one) => t.missesOf(one)))).toEqual([0, 1, 1]);
		expect(await rows()).toBe(before + 2);
	});

	test('H50 who sends none, or nonsense, shares one bucket', async () => {
		await guess({});
		const before = await rows();
		for (const nonsense of ['', 'unknown', '<script>', `${last(96)}, evil`, '999.1.1.1']) {
			await guess({ 'X-Forwarded-For': nonsense });
		}
		expect(await rows()).toBe(before);
		expect(await t.missesOf(96)).toBe(0);
	});

	test('H50 the sign-in counts the same way', async () => {
		const count = async () => {
			const [row] = await t.at.superuser<{ count: number }[]>`
				select count(*)::int from sign_in_throttle`;
			return row?.count ?? 0;
		};
		const tries = (headers: Record<string, string>) =>
			new Visitor(t.app.desk.origin).post(
				'/desk/login',
				{ email: 'nobody@larkfield.example', password: 'not the right one' },
				{ headers }
			);
		await tries({ 'X-Forwarded-For': last(97) });
		const before = await count();
		for (let n = 1; n <= 3; n++) {
			await tries({ 'X-Forwarded-For': `203.0.${n}.1, ${last(97)}` });
		}
		expect(await count()).toBe(before);
		await tries({ 'X-Forwarded-For': last(98) });
		expect(await count()).toBeGreaterThan(before);
	});
});
