import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { StoredAnswers } from '../../src/lib/domain/questionnaire/index.ts';
import { takeCodeAway } from '../support/links.ts';
import { stage, type Someone, type Stage } from '../support/stage.ts';
import { flagsIn, toldIn } from '../support/told.ts';
import { until } from '../support/until.ts';
import { Victim } from '../support/victim.ts';

let s: Stage;
beforeAll(async () => {
	s = await stage('h55_h57');
});
afterAll(() => s?.close());
beforeEach(() => s.at.clock.reset());

const consent: StoredAnswers = { CN0: 'yes', CN1: 'both', CN2: 'yes' };
const hurt: StoredAnswers = { ...consent, SF1: '-2', H2: ['physical'], R1: ['neck'] };
const allIsWell: StoredAnswers = { ...consent, SF1: '2', SF2: '3', H2: ['none'], R1: ['none'] };

/** She answers until R1 is saved, and closes the browser. */
async function savesR1({ victim }: Pick<Someone, 'victim'>) {
	await victim.opens();
	await victim.goesOn(hurt, { until: 'H3' });
}

const draftsOf = ({ link }: Someone) =>
	s.at.superuser<{ id: string }[]>`select id from draft where link_id = ${link.linkId}`;

describe('a link without a code, opened by somebody else', () => {
	const variants: [string, (second: Victim) => Promise<unknown>][] = [
		['only looks', async () => {}],
		['answers that all is well', (second) => second.goesOn(allIsWell, { until: 'N4' })],
		[
			'deletes',
			async (second) => {
				await second.goesOn(allIsWell, { until: 'N4' });
				await second.presses('delete');
				await second.presses('delete-confirm');
			}
		],
		[
			'sends',
			async (second) => {
				await second.goesOn(allIsWell);
				await second.presses('send');
			}
		],
		['declines for her', (second) => second.answers('CN0', 'never')]
	];

	test.each(variants)(
		'H55 who %s starts at CN0, and what she saved is filed as unsent',
		async (_, second) => {
			const someone = await s.someone();
			await takeCodeAway(s.at, someone.link);
			await savesR1(someone);

			const other = s.browser(someone.link);
			await other.opens('');
			expect(Victim.asked(await other.seesPage())).toBe('CN0');
			await second(other);
			await s.world.settled();

			await s.at.clock.advance({ minutes: 31 });
			await s.world.settled();
			const told = await toldIn(s, someone.caseId);
			expect(told).toContainEqual({
				kind: 'unsent',
				linkId: someone.link.linkId,
				answers: expect.objectContaining({ SF1: '-2', H2: ['physical'], R1: ['neck'] })
			});
			expect(await flagsIn(s, someone.caseId)).toContainEqual(
				expect.stringMatching(/^F-NECK critical /)
			);
		}
	);
});

describe('"Stop and delete my answers"', () => {
	async function deletes(victim: Victim) {
		await victim.presses('delete');
		expect((await victim.presses('delete-confirm')).status).toBe(303);
		return victim.seesPage();
	}

	test('H56 nothing of it is left, nothing of it is ever filed, and the audit says deleted', async () => {
		const someone = await s.someone();
		await savesR1(someone);
		const [draft] = await draftsOf(someone);
		const page = await deletes(someone.victim);
		expect(page.status).toBe(200);
		expect(page.headers['clear-site-data']).toBe('"cookies", "storage"');
		expect(await draftsOf(someone)).toHaveLength(0);

		await s.at.clock.advance({ minutes: 31 });
		await s.world.settled();
		expect(await toldIn(s, someone.caseId)).toEqual([]);
		expect(await flagsIn(s, someone.caseId)).toEqual([]);
		const records = await s.at.superuser`
			select 1 from audit_event where body::jsonb->>'event' = 'check_in.deleted'
				and body::jsonb->>'link' = ${someone.link.linkId}`;
		expect(records).toHaveLength(1);
		const filed = await s.at.superuser`
			select 1 from audit_event where body::jsonb->>'draft' = ${draft?.id ?? ''}`;
		expect(filed).toHaveLength(0);
		// the link lives: she may begin again, with nothing of before
		await someone.victim.opens();
		expect(Victim.asked(await someone.victim.seesPage())).toBe('CN0');
	});

	test('H56 after a danger filing the revision stays, no draft is left, and the page is the same', async () => {
		const plain = await s.someone();
		await savesR1(plain);
		const expected = await deletes(plain.victim);

		const someone = await s.someone();
		const { victim, caseId } = someone;
		await victim.opens();
		await victim.goesOn(consent, { until: 'CN2' });
		await victim.answers('CN2', 'danger');
		await until('the danger', async () => (await toldIn(s, caseId)).length > 0);
		await victim.presses('continue');
		await victim.goesOn({ ...hurt, CN2: 'danger' }, { until: 'H3' });
		const page = await deletes(victim);
		expect(`${page.status} ${page.body}`).toBe(`${expected.status} ${expected.body}`);

		await s.at.clock.advance({ minutes: 31 });
		await s.world.settled();
		expect(await draftsOf(someone)).toHaveLength(0);
		const told = await toldIn(s, caseId);
		expect(told[0]?.answers).toMatchObject({ CN2: 'danger' });
		// what she deleted after it is in none of them
		for (const { answers } of told) expect(answers).not.toHaveProperty('R1');
	});

	test('H56 deletion by one device with the code leaves nothing to the other', async () => {
		const someone = await s.someone();
		await savesR1(someone);
		const other = s.browser(someone.link);
		await other.opens();
		await deletes(someone.victim);
		expect((await other.seesPage()).status).toBe(404);
		expect((await other.answers('CN2', 'yes')).status).toBe(404);
		await s.at.clock.advance({ minutes: 31 });
		await s.world.settled();
		expect(await toldIn(s, someone.caseId)).toEqual([]);
	});
});

describe('a check-in that she does not finish', () => {
	test('H57 unsent answers are taken over after 30 minutes, and not before', async () => {
		const someone = await s.someone();
		await savesR1(someone);
		await s.at.clock.advance({ minutes: 29, seconds: 30 });
		await s.world.settled();
		expect(await toldIn(s, someone.caseId)).toEqual([]);

		await s.at.clock.advance({ seconds: 30 });
		await s.world.settled();
		expect(await toldIn(s, someone.caseId)).toEqual([
			{
				kind: 'unsent',
				linkId: someone.link.linkId,
				answers: expect.objectContaining({ R1: ['neck'] })
			}
		]);
		expect(await flagsIn(s, someone.caseId)).toContainEqual(
			expect.stringMatching(/^F-NECK critical /)
		);

		// once, and she may still go on with her code and send
		await s.at.clock.advance({ hours: 2 });
		await s.world.settled();
		expect(await toldIn(s, someone.caseId)).toHaveLength(1);
		await someone.victim.opens();
		await someone.victim.goesOn({ CN2: 'yes', V1: '4' });
		await someone.victim.presses('send');
		await s.world.settled();
		expect(await toldIn(s, someone.caseId)).toMatchObject([
			{ kind: 'unsent' },
			{ kind: 'sent', answers: { R1: ['neck'], V1: '4' } }
		]);
		expect(await draftsOf(someone)).toHaveLength(0);
	});

	test('H57 the 30 minutes run from the last answer', async () => {
		const someone = await s.someone();
		await savesR1(someone);
		await s.at.clock.advance({ minutes: 14 });
		await someone.victim.goesOn(hurt, { until: 'V1' });
		await s.at.clock.advance({ minutes: 29 });
		await s.world.settled();
		expect(await toldIn(s, someone.caseId)).toEqual([]);
		await s.at.clock.advance({ minutes: 1 });
		await s.world.settled();
		expect(await toldIn(s, someone.caseId)).toHaveLength(1);
	});

	test('H57 who stops at the gate leaves nothing to take over', async () => {
		const someone = await s.someone();
		await someone.victim.opens();
		await someone.victim.goesOn(consent, { until: 'SF1' });
		await s.at.clock.advance({ minutes: 31 });
		await s.world.settled();
		expect(await toldIn(s, someone.caseId)).toEqual([]);
	});

	test('H57 her link ends, and what she saved is taken over all the same', async () => {
		const someone = await s.someone();
		await savesR1(someone);
		await s.world.link(s.agency, someone.caseId);
		await s.world.settled();
		await s.at.clock.advance({ minutes: 31 });
		await s.world.settled();
		expect(await toldIn(s, someone.caseId)).toMatchObject([{ kind: 'unsent' }]);
		await s.world.work();
		expect(await draftsOf(someone)).toHaveLength(0);
	});

	test('H57 "I am in danger now" is taken over at once, by the process that runs', async () => {
		const { victim, caseId } = await s.someone();
		await victim.opens();
		await victim.goesOn(consent, { until: 'CN2' });
		await victim.answers('CN2', 'danger');
		const flags = await until(
			'the flag',
			async () => {
				const found = await flagsIn(s, caseId);
				return found.length > 0 ? found : null;
			},
			{ seconds: 20 }
		);
		expect(flags).toEqual([expect.stringMatching(/^F-DANGER-NOW critical police.*support/)]);
		expect(await toldIn(s, caseId)).toMatchObject([{ kind: 'unsent', answers: { CN2: 'danger' } }]);

		// whoever says later that all is well takes nothing back
		await victim.opens();
		await victim.goesOn({ ...allIsWell, CN2: 'yes' });
		await victim.presses('send');
		await s.world.settled();
		expect((await toldIn(s, caseId)).at(-1)?.answers).toMatchObject({ CN2: 'danger' });
		expect(await flagsIn(s, caseId)).toEqual(expect.arrayContaining(flags));
	});
});
