import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startAlone, type Alone } from '../support/alone.ts';
import { gate, untilGone } from '../support/gate.ts';
import { ground, type Ground } from '../support/heard.ts';
import { until } from '../support/until.ts';
import { worldOn, type World } from '../support/world.ts';
import { breaches, flagsIn } from './checker.ts';
import { History } from './history.ts';
import { said } from './said.ts';
import { Writer } from './writer.ts';

let at: Ground;
let intake: Alone;
let first: Alone;
let second: Alone;
let world: World;
const history = new History();

beforeAll(async () => {
	at = await ground('f15');
	// the same guard as everywhere, only less patient: ten seconds of it would be waited for here
	await at.superuser.unsafe(
		`alter role heard_worker in database heard_f15 set idle_in_transaction_session_timeout = '2s'`
	);
	intake = await startAlone(at, 'intake');
	first = await startAlone(at, 'desk', { intakeOrigin: intake.origin });
	world = worldOn(at, intake.origin);
});
afterAll(async () => {
	history.close();
	await world?.close();
	first?.child.kill('SIGCONT');
	await first?.stop();
	await second?.stop();
	await intake?.stop();
	await at?.close();
});

async function unassessed(): Promise<number> {
	const [row] = await at.superuser<{ count: number }[]>`
		select count(*)::int as count from response_revision where assessed_at is null`;
	return row?.count ?? 0;
}

describe('two workers', () => {
	test('F15 one is stopped past its claim, the other does the work, and the late result is refused', async () => {
		const agency = await world.agency();
		const [twin, caseId] = [await world.case(agency), await world.case(agency)];
		const tells = async (id: typeof caseId) =>
			new Writer(intake.origin, await world.link(agency, id), history).untilHeard(said);
		await tells(twin);
		await until('the first assessment', async () => (await unassessed()) === 0);
		const expected = await flagsIn(world, at, twin);

		const filing = await gate(at.superuser, { table: 'flag', moment: 'before insert' });
		await tells(caseId);
		const backend = await filing.reached();
		second = await startAlone(at, 'desk', { intakeOrigin: intake.origin });
		// it has made its first round by now, and left alone what the first one holds
		expect(await unassessed()).toBe(1);

		first.child.kill('SIGSTOP');
		await filing.open();
		await untilGone(at.superuser, backend);
		await at.superuser.notify('heard_assess', '');
		await until('its assessment by the second', async () => (await unassessed()) === 0);

		first.child.kill('SIGCONT');
		await until('the end of the late one', async () =>
			first.printed().includes('"event":"worker.failed"')
		);
		// it is alive, and goes on working
		await until('health', async () => (await fetch(`${first.origin}/healthz`)).ok);
		expect(first.child.exitCode).toBeNull();
		await world.settled();
		expect(await breaches(world, at, { history: history.entries(), expected })).toEqual([]);
		const concerns = await at.superuser`select 1 from concern where case_id = ${caseId}`;
		expect(concerns).toHaveLength(1);
	});
});
