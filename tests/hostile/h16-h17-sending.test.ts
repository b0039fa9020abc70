import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseId } from '../../src/lib/domain/ids.ts';
import { breaches } from '../faults/checker.ts';
import { said } from '../faults/said.ts';
import { gate } from '../support/gate.ts';
import { takeCodeAway } from '../support/links.ts';
import { stage, tabOf, type Stage } from '../support/stage.ts';
import { concernsIn, flagsIn, toldIn } from '../support/told.ts';
import { until } from '../support/until.ts';

let s: Stage;
beforeAll(async () => {
	s = await stage('h16_h17');
});
afterAll(() => s?.close());

const lastPage = 'Thank you.';
const kindsIn = async (caseId: CaseId) => (await toldIn(s, caseId)).map(({ kind }) => kind);

/** Everything of the draft of this link is filed, by whoever does the work. */
const untilFiled = (caseId: CaseId) =>
	until('an unsent revision', async () => (await kindsIn(caseId)).includes('unsent'));

describe('one page, sent again and again', () => {
	test('H16 twenty Sends at once are one sent revision, one concern and twenty last pages', async () => {
		const { caseId, victim } = await s.someone();
		await victim.opens();
		await victim.goesOn(said);

		const tabs = Array.from({ length: 20 }, () => tabOf(victim));
		const replies = await Promise.all(tabs.map((tab) => tab.presses('send')));
		expect(replies.map(({ status, location }) => `${status} ${location}`)).toEqual(
			tabs.map(() => '303 /c')
		);
		const pages = await Promise.all(tabs.map((tab) => tab.seesPage()));
		expect(pages.filter(({ body }) => body.includes(lastPage))).toHaveLength(20);

		await s.world.settled();
		expect(await kindsIn(caseId)).toEqual(['sent']);
		expect(await concernsIn(s, caseId)).toHaveLength(1);
		expect(new Set(await flagsIn(s, caseId)).size).toBe((await flagsIn(s, caseId)).length);
		expect(await breaches(s.world, s.at)).toEqual([]);
	});
});

describe('one link on two devices', () => {
	// with a code both go on with one draft; without one each has its own
	const links = [
		{ link: 'with a code', hasCode: true },
		{ link: 'without a code', hasCode: false }
	];

	/** Both devices are at the Send page, and the second has given the last answer, N4, itself. */
	async function twoDevices({ hasCode }: { hasCode: boolean }) {
		const { caseId, link } = await s.someone();
		if (!hasCode) await takeCodeAway(s.at, link);
		const [first, second] = [s.browser(link), s.browser(link)];
		await first.opens();
		await first.goesOn(said, hasCode ? { until: 'N4' } : {});
		await second.opens();
		expect(await second.goesOn(said)).toContain('N4');
		return { caseId, link, first, second };
	}

	test.each(links)(
		'H17 $link: both send, the first is sent and the second unsent, and nothing is lost',
		async ({ hasCode }) => {
			const { caseId, first, second } = await twoDevices({ hasCode });
			await second.presses('back');
			await second.answers('N4', 'other_way');
			await first.presses('send');
			await second.presses('back');
			await second.answers('N4', 'no');
			await second.presses('send');
			for (const device of [first, second]) {
				expect((await device.seesPage()).body).toContain(lastPage);
			}
			await untilFiled(caseId);
			await s.world.settled();
			const told = await toldIn(s, caseId);
			expect(told.map(({ kind }) => kind).toSorted()).toEqual(['sent', 'unsent']);
			const unsent = told.find(({ kind }) => kind === 'unsent');
			expect(unsent?.answers).toMatchObject({ N4: 'no', R1: ['neck'] });
			expect(await concernsIn(s, caseId)).toHaveLength(1);
			expect(await breaches(s.world, s.at)).toEqual([]);
		}
	);

	test.each(links)(
		'H17 $link: answers typed after another device has sent are not lost when the phone is put away',
		async ({ hasCode }) => {
			const { caseId, first, second } = await twoDevices({ hasCode });
			await first.presses('send');
			await s.world.settled();
			await second.presses('back');
			await second.answers('N4', 'no');

			await s.at.clock.advance({ minutes: 31 });
			await s.world.settled();
			const told = await toldIn(s, caseId);
			expect(told.map(({ kind }) => kind).toSorted()).toEqual(['sent', 'unsent']);
			expect(told.find(({ kind }) => kind === 'unsent')?.answers).toMatchObject({ N4: 'no' });
			expect(await breaches(s.world, s.at)).toEqual([]);
		}
	);

	test.each(links)(
		'H17 $link: answers saved while another device is sending are not lost either',
		async ({ hasCode }) => {
			const { caseId, first, second } = await twoDevices({ hasCode });
			const spending = await gate(s.at.superuser, { table: 'link', moment: 'before update' });
			const sending = first.presses('send');
			await spending.reached();
			await second.presses('back');
			expect((await second.answers('N4', 'no')).status).toBe(303);
			await spending.open();
			expect((await sending).status).toBe(303);

			await s.world.settled();
			await s.at.clock.advance({ minutes: 31 });
			await s.world.settled();
			const told = await toldIn(s, caseId);
			expect(told.map(({ kind }) => kind).toSorted()).toEqual(['sent', 'unsent']);
			expect(told.find(({ kind }) => kind === 'unsent')?.answers).toMatchObject({ N4: 'no' });
			expect(await breaches(s.world, s.at)).toEqual([]);
		}
	);
});
