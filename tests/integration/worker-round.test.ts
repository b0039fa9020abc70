import { afterAll, beforeAll, expect, test } from 'vitest';
import { said } from '../faults/said.ts';
import { stage, type Someone, type Stage } from '../support/stage.ts';
import { flagsIn } from '../support/told.ts';

// The rounds are the test's: the worker of the process is off.

let s: Stage;
beforeAll(async () => {
	s = await stage('worker_round', { desk: { HEARD_WORKER: 'off' } });
});
afterAll(() => s?.close());

/** While the database refuses, for a passing reason, whatever is written for this person. */
async function whileItFailsFor({ caseId }: Someone, work: () => Promise<void>): Promise<void> {
	await s.at.superuser.unsafe(`
		create function public.refuse() returns trigger language plpgsql as
			$$ begin raise exception 'not now' using errcode = '55000'; end $$;
		create trigger refuse before insert on flag for each row
			when (new.case_id = '${caseId}') execute function public.refuse()`);
	try {
		await work();
	} finally {
		await s.at.superuser.unsafe('drop function public.refuse() cascade');
	}
}

async function saysAll(): Promise<Someone> {
	const someone = await s.someone();
	await someone.victim.tells(said);
	return someone;
}

async function saysHalf(): Promise<Someone> {
	const someone = await s.someone();
	await someone.victim.opens();
	await someone.victim.goesOn({ ...said, CN2: 'danger' }, { until: 'V1' });
	return someone;
}

/** Her card is ruined five times, by somebody who has the address only. */
async function losesHerCode(): Promise<Someone> {
	const someone = await s.someone();
	const wrong = someone.link.pin === '000000' ? '111111' : '000000';
	for (let tries = 0; tries < 5; tries++) await someone.victim.opens(wrong);
	await s.at.clock.advance({ minutes: 1 });
	return someone;
}

test.each([
	['answer', saysAll],
	['draft in danger', saysHalf],
	['link that is out of tries', losesHerCode]
])('one %s that cannot be worked on now holds up no other, and its turn comes', async (_, make) => {
	const [first, second] = [await make(), await make()];
	await whileItFailsFor(first, async () => {
		await expect(s.world.work()).rejects.toThrow(AggregateError);
		expect(await flagsIn(s, first.caseId)).toEqual([]);
		expect(await flagsIn(s, second.caseId)).not.toEqual([]);
	});
	await s.world.work();
	expect(await flagsIn(s, first.caseId)).toEqual(await flagsIn(s, second.caseId));
});
