import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { said } from '../faults/said.ts';
import { stage, tabOf, type Someone, type Stage } from '../support/stage.ts';
import { concernsIn, flagsIn } from '../support/told.ts';
import { Victim } from '../support/victim.ts';

let s: Stage;
beforeAll(async () => {
	s = await stage('h21_h23');
});
afterAll(() => s?.close());
beforeEach(async () => {
	await s.at.clock.reset();
	await s.at.superuser`delete from throttle`;
});

/** Another code than the right one, a different one for each `nth`. */
const wrong = ({ link }: Someone, nth: number) =>
	String((Number(link.pin) + 1 + nth) % 1_000_000).padStart(6, '0');

const linkOf = async ({ link }: Someone) => {
	const [row] = await s.at.superuser`
		select state, tries_left as tries, form_facts as facts from link where id = ${link.linkId}`;
	return row;
};

const unknown = { path: `/l/${'0'.repeat(32)}`, pin: '123456' };
const opensUnknown = () => new Victim(s.app.intake.origin, unknown).opens();

describe('a code that is tried', () => {
	test('H21 five wrong codes: refused from then on, locked, and one concern, once', async () => {
		const someone = await s.someone();
		const closed = await opensUnknown();
		for (let nth = 0; nth < 5; nth++) {
			const refused = await someone.victim.opens(wrong(someone, nth));
			expect(`${refused.status} ${refused.body}`).toBe(`404 ${closed.body}`);
		}
		expect(await linkOf(someone)).toMatchObject({ state: 'open', tries: 0 });
		const right = await someone.victim.opens();
		expect(`${right.status} ${right.body}`).toBe(`404 ${closed.body}`);

		// a right fifth try is given back by then
		await s.world.work();
		expect(await linkOf(someone)).toMatchObject({ state: 'open' });
		await s.at.clock.advance({ seconds: 11 });
		await Promise.all([s.world.work(), s.world.work()]);
		await s.world.work();
		expect(await linkOf(someone)).toEqual({ state: 'locked', tries: 0, facts: null });
		expect(await flagsIn(s, someone.caseId)).toEqual([
			expect.stringMatching(/^F-COERCED (high|critical) /)
		]);
		expect(await concernsIn(s, someone.caseId)).toHaveLength(1);
		const records = await s.at.superuser`
			select 1 from audit_event
			where body::jsonb->>'event' = 'link.locked' and body::jsonb->>'link' = ${someone.link.linkId}`;
		expect(records).toHaveLength(1);

		expect((await someone.victim.opens()).body).toBe(closed.body);
	});

	test('H21 the right code at the fifth try opens, and costs no try', async () => {
		const someone = await s.someone();
		for (let nth = 0; nth < 4; nth++) await someone.victim.opens(wrong(someone, nth));
		expect((await someone.victim.opens()).status).toBe(303);
		expect(await linkOf(someone)).toMatchObject({ state: 'open', tries: 1 });
		await s.at.clock.advance({ seconds: 11 });
		await s.world.work();
		expect(await linkOf(someone)).toMatchObject({ state: 'open' });
		// a right code does not fill the tries up again
		await someone.victim.opens(wrong(someone, 9));
		expect((await someone.victim.opens()).status).toBe(404);
	});

	test('H21 who is answering when somebody guesses it away may finish', async () => {
		const someone = await s.someone();
		await someone.victim.opens();
		await someone.victim.goesOn(said, { until: 'V1' });
		const thief = s.browser(someone.link);
		for (let nth = 0; nth < 5; nth++) await thief.opens(wrong(someone, nth));
		await s.at.clock.advance({ seconds: 11 });
		await s.world.work();
		expect(await linkOf(someone)).toMatchObject({ state: 'locked' });

		await someone.victim.goesOn(said);
		await someone.victim.presses('send');
		expect((await someone.victim.seesPage()).body).toContain('Thank you.');
		await s.world.settled();
		expect(await flagsIn(s, someone.caseId)).toEqual(
			expect.arrayContaining([expect.stringContaining('F-NECK critical')])
		);
		expect(await concernsIn(s, someone.caseId)).toHaveLength(1);
	});

	test('H22 twenty wrong codes at once: five are evaluated', async () => {
		const someone = await s.someone();
		await s.at.superuser.unsafe(`
			create table taken (id uuid);
			create function note_try() returns trigger language plpgsql security definer as
				$$ begin insert into public.taken values (new.id); return new; end $$;
			create trigger note_try after update of tries_left on link for each row
				when (new.tries_left < old.tries_left) execute function note_try()`);
		const guesses = Array.from({ length: 20 }, (_, nth) =>
			s.browser(someone.link).opens(wrong(someone, nth))
		);
		const replies = await Promise.all(guesses);
		await s.at.superuser.unsafe('drop trigger note_try on link');

		expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 404));
		expect(new Set(replies.map(({ body }) => body)).size).toBe(1);
		// a guess counts only with a try that it took and did not give back
		const taken = await s.at.superuser`select 1 from taken where id = ${someone.link.linkId}`;
		expect(taken).toHaveLength(5);
		expect(await linkOf(someone)).toMatchObject({ tries: 0 });
		const visits = await s.at.superuser`select 1 from visit where link_id = ${someone.link.linkId}`;
		expect(visits).toHaveLength(0);
		expect((await someone.victim.opens()).status).toBe(404);
	});
});

describe('a second device', () => {
	test('H23 without the code it is refused as if there were nothing', async () => {
		const someone = await s.someone();
		await someone.victim.opens();
		await someone.victim.goesOn(said, { until: 'V1' });
		const untouched = await s.someone();
		const closed = await opensUnknown();
		for (const link of [someone.link, untouched.link]) {
			const device = new Victim(s.app.intake.origin, link);
			for (const refused of [
				await device.post(link.path, {}),
				await device.post(link.path, { pin: '' }),
				await device.opens(link.pin === '000000' ? '000001' : '000000')
			]) {
				expect(refused.status).toBe(404);
				expect(refused.body).toBe(closed.body);
				expect(refused.headers['set-cookie']).toBeUndefined();
			}
		}
		// and she goes on
		expect(Victim.asked(await someone.victim.seesPage())).toBe('V1');
	});

	test('H23 it is refused in its own language, not in that of the link or of the visit', async () => {
		const someone = await s.someone();
		await s.at.superuser`update link set locale = 'ar' where id = ${someone.link.linkId}`;
		await someone.victim.opens();
		await someone.victim.post('/c', { q: 'CN0', lang: 'fr' });
		expect((await someone.victim.seesPage()).body).toContain('<html lang="fr"');
		for (const language of ['en', 'pl']) {
			const device = new Victim(s.app.intake.origin, someone.link);
			device.headers = { ...device.headers, 'Accept-Language': language };
			const looks = [await device.get(someone.link.path), await device.get(unknown.path)];
			const refusals = [
				await device.opens(wrong(someone, 0)),
				await device.post(unknown.path, { pin: unknown.pin }),
				await device.seesPage()
			];
			for (const { body } of [...looks, ...refusals]) {
				expect(body).toContain(`<html lang="${language}"`);
			}
			expect(new Set(looks.map(({ body }) => body)).size).toBe(1);
			expect(new Set(refusals.map(({ body }) => body)).size).toBe(1);
		}
		// with the code it is the language of the link, whatever another visit has chosen
		const right = s.browser(someone.link);
		await right.opens();
		expect((await right.seesPage()).body).toContain('<html lang="ar"');
	});

	test('H23 a fourth visit ends the one that was idle longest, and no other', async () => {
		const someone = await s.someone();
		const devices = Array.from({ length: 4 }, () => s.browser(someone.link));
		const [first, second, third, fourth] = devices as [Victim, Victim, Victim, Victim];
		for (const device of [first, second, third]) {
			await device.opens();
			await s.at.clock.advance({ seconds: 20 });
		}
		await first.answers('CN0', 'yes');
		await s.at.clock.advance({ seconds: 20 });
		await fourth.opens();

		const seen = await Promise.all(devices.map((device) => tabOf(device).seesPage()));
		expect(seen.map(({ status }) => status)).toEqual([200, 404, 200, 200]);
		expect((await second.answers('CN0', 'yes')).status).toBe(404);
	});
});
