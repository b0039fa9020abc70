import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { judgementId, shareId, type CaseId } from '../../src/lib/domain/ids.ts';
import * as judgements from '../../src/lib/server/desk/judgements/index.ts';
import * as shares from '../../src/lib/server/desk/shares/index.ts';
import { startAlone, type Alone } from '../support/alone.ts';
import { gate, untilGone } from '../support/gate.ts';
import { ground, type Ground } from '../support/heard.ts';
import { until } from '../support/until.ts';
import { Victim } from '../support/victim.ts';
import { wire, type Wire } from '../support/wire.ts';
import { worldOn, type Agency, type World } from '../support/world.ts';

// What people decided is filed by the worker: a flag by judgement, and what support shares with police.

let at: Ground;
let line: Wire;
let intake: Alone;
let desk: Alone;
let world: World;
let agency: Agency;

beforeAll(async () => {
	at = await ground('f06_filing');
	// what the test holds up must not run into the worker's own patience
	await at.superuser.unsafe(
		'alter role heard_worker in database heard_f06_filing set lock_timeout = 0'
	);
	line = await wire(at.local.urls.heard_worker);
	intake = await startAlone(at, 'intake');
	world = worldOn(at, intake.origin);
	agency = await world.agency();
	desk = await startDesk();
});
afterAll(async () => {
	await world?.close();
	await desk?.stop();
	await intake?.stop();
	await line?.close();
	await at?.close();
});

/** The desk process, which is the worker's too. */
const startDesk = () =>
	startAlone(at, 'desk', {
		intakeOrigin: intake.origin,
		env: { DATABASE_WORKER_URL: line.url },
		isAwaited: false
	});

async function judged(): Promise<{ caseId: CaseId; decide: () => Promise<unknown> }> {
	const caseId = await world.case(agency);
	const judgement = {
		caseId,
		judgementId: judgementId.parse(uuid()),
		severity: 'critical',
		lanes: ['support'],
		reason: 'The neighbour rang: he waits at the corner.'
	} as const;
	return { caseId, decide: () => judgements.raise(world.desk, agency.officer, judgement) };
}

async function shared(): Promise<{ caseId: CaseId; decide: () => Promise<unknown> }> {
	const caseId = await world.case(agency);
	const said = { CN0: 'yes', CN1: 'support', CN2: 'yes', SF1: '-1', R1: 'neck' };
	await new Victim(intake.origin, await world.link(agency, caseId)).tells(said);
	await world.settled();
	const view = await shares.prepare(world.desk, agency.supportWorker, caseId);
	const item = view?.responses[0]?.items[0]?.id ?? '';
	const decision = {
		caseId,
		shareId: shareId.parse(uuid()),
		flags: [item],
		ground: 'danger_to_her',
		asked: 'unsafe_to_ask',
		reason: 'He has a key and comes home tonight.',
		inDangerNow: true
	} as const;
	return { caseId, decide: () => shares.decide(world.desk, agency.supportWorker, decision) };
}

/** Everything that filing writes, as numbers; `done` when it is marked. */
async function filed(caseId: CaseId, table: 'judgement' | 'share') {
	const [row] = await at.superuser<
		{ done: boolean; inPolice: number; events: number; tasks: number; trail: number }[]
	>`
		select (select filed_at is not null from ${at.superuser(table)} where case_id = ${caseId}) as done,
			(select count(*)::int from flag_lane l join flag f on f.id = l.flag_id
				where f.case_id = ${caseId} and l.lane = 'police') as "inPolice",
			(select count(*)::int from concern_event e join concern c on c.id = e.concern_id
				where c.case_id = ${caseId} and e.lane = 'police') as events,
			(select count(*)::int from task where case_id = ${caseId}) as tasks,
			(select count(*)::int from audit_event where body like ${`%"${table}.filed"%`}
				and body like '%' || (select id from ${at.superuser(table)} where case_id = ${caseId}) || '%') as trail`;
	if (!row) throw new Error('nothing to look at');
	return row;
}

const places = {
	'before the lane is written': { table: 'concern_lane', moment: 'before insert' },
	'before COMMIT': { table: 'audit_event', moment: 'after insert' }
} as const;

const kinds = [
	['judgement', judged, { inPolice: 1, events: 1, tasks: 0, trail: 1 }],
	['share', shared, { inPolice: 1, events: 1, tasks: 1, trail: 1 }]
] as const;

describe.each(kinds)('the worker is killed while it files a %s', (table, make, whole) => {
	test.each(Object.entries(places))(
		'F06 %s: filed after the restart, once and whole',
		async (_, place) => {
			const { caseId, decide } = await make();
			const when = place.table === 'audit_event' ? `new.body like '%"${table}.filed"%'` : 'true';
			const held = await gate(at.superuser, { ...place, when });
			await decide();
			const backend = await held.reached();
			await desk.kill();
			line.cut();
			await held.open();
			await untilGone(at.superuser, backend);
			expect(await filed(caseId, table)).toMatchObject({ done: false, inPolice: 0, events: 0 });

			desk = await startDesk();
			await until('its filing', async () => (await filed(caseId, table)).done);
			await world.work();
			expect(await filed(caseId, table)).toEqual({ done: true, ...whole });
		}
	);
});
