import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseId } from '../../src/lib/domain/ids.ts';
import type { StoredAnswers } from '../../src/lib/domain/questionnaire/index.ts';
import * as concerns from '../../src/lib/server/desk/concerns/index.ts';
import { howOften } from '../support/how-often.ts';
import { stage, type Stage } from '../support/stage.ts';
import { concernsIn, flagsIn, toldIn } from '../support/told.ts';

let s: Stage;
beforeAll(async () => {
	s = await stage('h25_h41');
});
afterAll(() => s?.close());

const consent: StoredAnswers = { CN0: 'yes', CN1: 'both', CN2: 'yes' };

/** A whole check-in over a new link of the case, sent and assessed. */
async function tells(caseId: CaseId, said: StoredAnswers) {
	const victim = s.browser(await s.world.link(s.agency, caseId));
	expect((await victim.tells({ ...consent, ...said })).body).toContain('Thank you.');
}

describe('forced or forged good news', () => {
	// every question answered as well as it can be, on the long way through
	const allIsWell: StoredAnswers = {
		SF1: '2',
		SF2: '3',
		H2: ['none'],
		R1: ['none'],
		R2: 'no',
		V1: '0',
		R3: '0',
		O2: 'no',
		O5: '3',
		N1: 'no',
		N3: 'yes',
		MORE: 'yes',
		CH1: ['none'],
		V3: ['nothing'],
		T1: 'yes',
		X1: 'no',
		M1: 'no',
		M2: 'yes',
		W1: 'no',
		N4: 'yes'
	};

	const concernOf = (caseId: CaseId) => s.at.superuser`
		select c.id, c.closed_at, l.lane, l.severity, l.severity_rank, l.state, l.owner_id, l.deputy_id,
			l.see_by, l.act_by, l.next_limit_at, l.filed_at
		from concern c join concern_lane l on l.agency_id = c.agency_id and l.concern_id = c.id
		where c.case_id = ${caseId} order by l.lane`;
	const clocksOf = (caseId: CaseId) => s.at.superuser`
		select f.id, f.severity, l.lane, l.see_by, l.act_by, l.seen_at, l.acted_at
		from flag f join flag_lane l on l.agency_id = f.agency_id and l.flag_id = f.id
		where f.case_id = ${caseId} order by f.id, l.lane`;

	test('H25 all-positive answers leave severity, clocks and owner of an open High concern', async () => {
		const { caseId } = await s.someone({ hasLiveOrder: true });
		await tells(caseId, { SF1: '-2', V1: '4', O5: '0' });
		await s.world.settled();
		const before = await concernOf(caseId);
		const clocks = await clocksOf(caseId);
		const flags = await flagsIn(s, caseId);
		expect(before.map(({ severity }) => severity)).toContain('high');

		// later, so that a clock that was set anew would show, and before any limit has passed
		await s.at.clock.advance({ hours: 2 });
		await tells(caseId, allIsWell);
		await s.world.settled();
		expect((await toldIn(s, caseId)).at(-1)).toMatchObject({
			kind: 'sent',
			answers: { SF1: '2', R1: ['none'], W1: 'no' }
		});
		expect(await concernOf(caseId)).toEqual(before);
		// what was filed before is as it was; what came is no reason to wait longer
		expect(await clocksOf(caseId)).toEqual(expect.arrayContaining(clocks));
		expect(await flagsIn(s, caseId)).toEqual(expect.arrayContaining(flags));
		await s.at.clock.reset();
	});

	test('H25 the same over the same check-in, after she stopped in the middle', async () => {
		const { caseId, victim } = await s.someone({ hasLiveOrder: true });
		await victim.opens();
		await victim.goesOn({ ...consent, SF1: '-2', R1: ['kill'], V1: '4' }, { until: 'N1' });
		await s.at.clock.advance({ minutes: 31 });
		await s.world.settled();
		const before = await concernOf(caseId);
		expect(before.map(({ severity }) => severity)).toContain('critical');
		const flags = await flagsIn(s, caseId);

		await victim.tells(allIsWell);
		await s.world.settled();
		expect((await toldIn(s, caseId)).map(({ kind }) => kind)).toEqual(['unsent', 'sent']);
		expect(await concernOf(caseId)).toEqual(before);
		expect(await flagsIn(s, caseId)).toEqual(expect.arrayContaining(flags));
		await s.at.clock.reset();
	});
});

describe('a flood of forged answers', () => {
	const FORGED = howOften({ always: 30, thorough: 500 });

	test(`H41 ${FORGED} forged responses from ${FORGED} stolen links of one case: one open concern, others keep their order`, async () => {
		const others: CaseId[] = [];
		const stories: StoredAnswers[] = [
			{ V1: '3' },
			{ SF1: '-2', V1: '4' },
			{ R1: ['neck'], V1: '4' },
			{ SF2: '1' }
		];
		for (const said of stories) {
			const { caseId } = await s.someone();
			await tells(caseId, said);
			others.push(caseId);
		}
		await s.world.settled();
		const queueOfOthers = async () => {
			const look = { lane: null, filter: null, after: null };
			const view = await concerns.queue(s.world.desk, s.agency.officer, look);
			return (view?.rows ?? []).filter(({ caseId }) => others.some((one) => one === caseId));
		};
		const before = (await queueOfOthers()).map(({ caseId }) => caseId);
		expect(before.toSorted()).toEqual(others.toSorted());

		const flooded = await s.world.case(s.agency);
		for (let nth = 0; nth < FORGED; nth++) {
			// a stolen link is one that somebody else uses: any answer, as bad as it can be
			const victim = s.browser(await s.world.link(s.agency, flooded));
			await victim.opens();
			const worst = { ...consent, R1: ['kill', 'neck', 'weapon'], V1: '4', N1: 'urgent' };
			await victim.goesOn(worst);
			await victim.presses('send');
			// a link that is issued now belongs to the next round
			await s.world.settled();
		}

		expect((await toldIn(s, flooded)).map(({ kind }) => kind)).toEqual(
			Array.from({ length: FORGED }, () => 'sent')
		);
		expect(await concernsIn(s, flooded)).toHaveLength(1);
		const look = { lane: null, filter: null, after: null };
		const view = await concerns.queue(s.world.desk, s.agency.officer, look);
		expect((view?.rows ?? []).filter(({ caseId }) => caseId === flooded)).toHaveLength(1);
		expect((await queueOfOthers()).map(({ caseId }) => caseId)).toEqual(before);
	}, 1_800_000);
});
