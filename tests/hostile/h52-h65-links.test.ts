import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newToken } from '../../src/lib/domain/link/index.ts';
import { lookupHash } from '../../src/lib/server/platform/crypto/kdf.ts';
import { random } from '../../src/lib/server/platform/crypto/random.ts';
import { said } from '../faults/said.ts';
import { stage, tabOf, type Someone, type Stage } from '../support/stage.ts';
import { flagsIn, toldIn } from '../support/told.ts';
import { Victim } from '../support/victim.ts';

let s: Stage;
beforeAll(async () => {
	s = await stage('h52_h65', { desk: { HEARD_WORKER: 'off' } });
});
afterAll(() => s?.close());

describe('a link of another case in her browser', () => {
	test('H52 opening it ends the old visit, and what follows belongs to the other link only', async () => {
		const [x, y] = [await s.someone(), await s.someone()];
		const browser = s.browser(x.link);
		await browser.opens();
		await browser.goesOn({ ...said, Z1: 'of X' }, { until: 'V1' });
		const old = tabOf(browser);

		await browser.post(y.link.path, { pin: y.link.pin });
		expect(browser.cookies.get('__Host-v')).not.toBe(old.cookies.get('__Host-v'));
		expect((await tabOf(old).seesPage()).status).toBe(404);
		expect((await tabOf(old).answers('V1', '0')).status).toBe(404);

		// the new visit knows nothing of the old one
		expect(Victim.asked(await browser.seesPage())).toBe('CN0');
		await browser.goesOn({ ...said, Z1: 'of Y' });
		await browser.presses('send');
		await s.world.settled();
		expect(await toldIn(s, y.caseId)).toMatchObject([
			{ kind: 'sent', linkId: y.link.linkId, answers: { Z1: 'of Y' } }
		]);
		expect(await toldIn(s, x.caseId)).toEqual([]);
		const [link] = await s.at.superuser`select state from link where id = ${x.link.linkId}`;
		expect(link?.state).toBe('open');
		// and X is taken over by itself
		await s.at.clock.advance({ minutes: 31 });
		await s.world.settled();
		expect(await toldIn(s, x.caseId)).toMatchObject([
			{ kind: 'unsent', linkId: x.link.linkId, answers: { R1: ['neck'] } }
		]);
		await s.at.clock.reset();
	});

	test('H52 the language that was chosen in the old visit does not go along', async () => {
		const [x, y] = [await s.someone(), await s.someone()];
		const browser = s.browser(x.link);
		await browser.opens();
		await browser.post('/c', { q: 'CN0', lang: 'ar' });
		expect((await browser.seesPage()).body).toContain('<html lang="ar"');
		await browser.post(y.link.path, { pin: y.link.pin });
		expect((await browser.seesPage()).body).toContain('<html lang="en"');
	});

	test('H52 a wrong code for it leaves the old visit alone', async () => {
		const [x, y] = [await s.someone(), await s.someone()];
		const browser = s.browser(x.link);
		await browser.opens();
		const wrong = String((Number(y.link.pin) + 1) % 1_000_000).padStart(6, '0');
		expect((await browser.post(y.link.path, { pin: wrong })).status).toBe(404);
		expect(Victim.asked(await tabOf(browser).seesPage())).toBe('CN0');
	});
});

describe('somebody who writes in the database, without the pepper', () => {
	const unknown = async () =>
		new Victim(s.app.intake.origin, { path: `/l/${newToken(random)}`, pin: '123456' }).opens();

	test('H65 a lookup row of their own making opens nothing', async () => {
		const { link } = await s.someone();
		const closed = await unknown();
		const token = newToken(random);
		const otherPepper = random(32);
		const hashes = [
			createHash('sha256').update(token).digest(),
			Buffer.from(token),
			lookupHash(token, otherPepper),
			lookupHash(token, new Uint8Array(32))
		];
		for (const hash of hashes) {
			await s.at.superuser`
				insert into link_lookup select ${hash}, agency_id, id from link where id = ${link.linkId}`;
		}
		for (const pin of [link.pin, '']) {
			const reply = await new Victim(s.app.intake.origin, { path: `/l/${token}`, pin }).opens();
			expect(`${reply.status} ${reply.body}`).toBe(`404 ${closed.body}`);
		}
		// not even to a link that asks for no code
		await s.at.superuser`update link set pin_verifier = null where id = ${link.linkId}`;
		const reply = await new Victim(s.app.intake.origin, { path: `/l/${token}`, pin: '' }).opens();
		expect(reply.status).toBe(404);
	});

	const pointTo = (from: Someone, to: Someone) => s.at.superuser`
		update link_lookup set link_id = ${to.link.linkId} where link_id = ${from.link.linkId}`;

	test('H65 a lookup moved to another link: her code is refused there, and no other opens it', async () => {
		const [x, y] = [await s.someone(), await s.someone()];
		await pointTo(x, y);
		const closed = await unknown();
		for (const pin of [x.link.pin, y.link.pin]) {
			const reply = await s.browser(x.link).opens(pin);
			expect(`${reply.status} ${reply.body}`).toBe(`404 ${closed.body}`);
		}
	});

	test('H65 a verifier moved to another link opens it to nobody', async () => {
		const [x, y] = [await s.someone(), await s.someone()];
		await s.at.superuser`
			update link set pin_verifier = (select pin_verifier from link where id = ${x.link.linkId})
			where id = ${y.link.linkId}`;
		for (const pin of [x.link.pin, y.link.pin]) {
			expect((await s.browser(y.link).opens(pin)).status).toBe(404);
		}
	});

	test('H65 lookup and verifier moved together: what is sent lands in the case of the row', async () => {
		const [x, y] = [await s.someone(), await s.someone()];
		await y.victim.opens();
		await y.victim.goesOn({ ...said, Z1: 'of Y before' }, { until: 'N1' });
		await pointTo(x, y);
		await s.at.superuser`
			update link set pin_verifier = (select pin_verifier from link where id = ${x.link.linkId})
			where id = ${y.link.linkId}`;

		expect((await x.victim.opens()).status).toBe(303);
		// the draft of Y is closed to token and code of X: a fresh one begins at the first page
		expect(Victim.asked(await x.victim.seesPage())).toBe('CN0');
		await x.victim.goesOn({ ...said, Z1: 'of X' });
		await x.victim.presses('send');
		await s.world.settled();
		expect(await toldIn(s, x.caseId)).toEqual([]);
		expect(await toldIn(s, y.caseId)).toMatchObject([
			{ kind: 'sent', linkId: y.link.linkId, answers: { Z1: 'of X' } }
		]);
		// and what Y had saved is not lost by it
		await s.at.clock.advance({ minutes: 31 });
		await s.world.settled();
		expect(await toldIn(s, y.caseId)).toContainEqual({
			kind: 'unsent',
			linkId: y.link.linkId,
			answers: expect.objectContaining({ R1: ['neck'] })
		});
		await s.at.clock.reset();
	});

	test('H65 a draft moved to another link opens to nobody, and stands there as unreadable', async () => {
		const [x, y] = [await s.someone(), await s.someone()];
		await x.victim.opens();
		await x.victim.goesOn({ ...said, V2: 'of X' }, { until: 'N1' });
		await s.at.superuser`
			update draft set link_id = ${y.link.linkId} where link_id = ${x.link.linkId}`;

		await y.victim.opens();
		expect(Victim.asked(await y.victim.seesPage())).toBe('CN0');
		const [visit] = await s.at.superuser`
			select v.draft_id from visit v where v.link_id = ${y.link.linkId}`;
		const [moved] = await s.at.superuser`
			select d.id from draft d join visit v on v.draft_id = d.id where v.link_id = ${x.link.linkId}`;
		expect(visit?.draft_id).not.toBe(moved?.id);

		await s.at.clock.advance({ minutes: 31 });
		await s.world.settled();
		expect(await toldIn(s, y.caseId)).toEqual([]);
		expect(await flagsIn(s, y.caseId)).toEqual(['T-UNREADABLE critical police supervisor']);
		await s.at.clock.reset();
	});
});
