import { afterAll, beforeAll, expect, test } from 'vitest';
import { said } from '../faults/said.ts';
import { gate } from '../support/gate.ts';
import { stage, type Someone, type Stage } from '../support/stage.ts';
import { toldIn } from '../support/told.ts';
import { until } from '../support/until.ts';

// The rounds of the worker are the test's: what was sent stays unassessed for as long as it wants.

let s: Stage;
beforeAll(async () => {
	s = await stage('link_rounds', { desk: { HEARD_WORKER: 'off' } });
	// here a lock is held for as long as the test wants
	await s.at.superuser`alter role heard_desk in database heard_link_rounds set lock_timeout = 0`;
	await s.at.superuser`alter role heard_intake in database heard_link_rounds set lock_timeout = 0`;
});
afterAll(() => s?.close());

/** She answers over a second link of her case as well. */
async function tellsAgain({ caseId }: Someone): Promise<void> {
	await s.browser(await s.world.link(s.agency, caseId)).tells(said);
}

const kinds = async ({ caseId }: Someone) => (await toldIn(s, caseId)).map(({ kind }) => kind);

test('a link that is made after she has sent begins another round, assessed or not', async () => {
	const someone = await s.someone();
	await someone.victim.tells(said);
	await tellsAgain(someone);
	await s.world.settled();
	await tellsAgain(someone);
	await s.world.settled();
	expect(await kinds(someone)).toEqual(['sent', 'sent', 'sent']);
});

test('a link that is made while she sends waits for her, and begins another round', async () => {
	const someone = await s.someone();
	await someone.victim.opens();
	await someone.victim.goesOn(said);
	const sending = await gate(s.at.superuser, {
		table: 'response_revision',
		moment: 'after insert'
	});
	const sent = someone.victim.presses('send');
	await sending.reached();
	const again = tellsAgain(someone);
	await until('the wait for her', async () => {
		const waiting = await s.at.superuser`
			select 1 from pg_stat_activity
			where usename = 'heard_desk' and wait_event_type = 'Lock' and datname = current_database()`;
		return waiting.length > 0;
	});
	await sending.open();
	expect(await sent).toMatchObject({ status: 303 });
	await again;
	await s.world.settled();
	expect(await kinds(someone)).toEqual(['sent', 'sent']);
});

test('a lost card is replaced within its round: what was saved over it stands beside what is sent', async () => {
	const someone = await s.someone();
	await someone.victim.opens();
	await someone.victim.goesOn(said, { until: 'V1' });
	await tellsAgain(someone);
	await s.at.clock.advance({ minutes: 31 });
	await s.world.settled();
	expect((await kinds(someone)).toSorted()).toEqual(['sent', 'unsent']);
});
