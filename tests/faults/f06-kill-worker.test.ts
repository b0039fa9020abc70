import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseId } from '../../src/lib/domain/ids.ts';
import { startAlone, type Alone } from '../support/alone.ts';
import { gate, untilGone } from '../support/gate.ts';
import { ground, type Ground } from '../support/heard.ts';
import { howOften } from '../support/how-often.ts';
import { until } from '../support/until.ts';
import { wire, type Wire } from '../support/wire.ts';
import { worldOn, type Agency, type World } from '../support/world.ts';
import { breaches, flagsIn } from './checker.ts';
import { History } from './history.ts';
import { said } from './said.ts';
import { Writer } from './writer.ts';

const TIMES = howOften({ always: 3, thorough: 50 });

let at: Ground;
let line: Wire;
let intake: Alone;
let desk: Alone;
let world: World;
let agency: Agency;
let expected: string[];
const history = new History();

beforeAll(async () => {
	at = await ground('f06');
	// what the test holds up must not run into the worker's own patience
	await at.superuser.unsafe('alter role heard_worker in database heard_f06 set lock_timeout = 0');
	line = await wire(at.local.urls.heard_worker);
	intake = await startAlone(at, 'intake');
	desk = await startDesk();
	world = worldOn(at, intake.origin);
	agency = await world.agency();
	const twin = await tellsAll();
	await untilAssessed(twin);
	expected = await flagsIn(world, at, twin);
});
afterAll(async () => {
	history.close();
	await world?.close();
	await desk?.stop();
	await intake?.stop();
	await line?.close();
	await at?.close();
});

/** The desk process, which is the worker's too. Its first round shows that it is ready. */
const startDesk = () =>
	startAlone(at, 'desk', {
		intakeOrigin: intake.origin,
		env: { DATABASE_WORKER_URL: line.url },
		isAwaited: false
	});

async function newCase(): Promise<{ caseId: CaseId; writer: Writer }> {
	const caseId = await world.case(agency);
	const link = await world.link(agency, caseId);
	return { caseId, writer: new Writer(intake.origin, link, history) };
}

async function tellsAll(): Promise<CaseId> {
	const { caseId, writer } = await newCase();
	await writer.untilHeard(said);
	return caseId;
}

async function isAssessed(caseId: CaseId): Promise<boolean> {
	const [row] = await at.superuser<{ assessed: boolean }[]>`
		select assessed_at is not null as assessed from response_revision where case_id = ${caseId}`;
	return row?.assessed ?? false;
}

const untilAssessed = (caseId: CaseId) => until('its assessment', () => isAssessed(caseId));

type Held = {
	/** Until the worker stands there; its backend. */
	reached: () => Promise<number>;
	/** After the kill. */
	letGo: () => Promise<void>;
	/** What the database already holds when it dies there. */
	isDone: boolean;
};

/** The worker locks the case before it opens anything of it: here the test has locked it first. */
async function beforeOpening({ caseId }: { caseId: CaseId }): Promise<Held> {
	const keeper = await at.superuser.reserve();
	await keeper`begin`;
	await keeper`select id from check_in where case_id = ${caseId} for update`;
	return {
		reached: () =>
			until('the worker at the case', async () => {
				const [found] = await at.superuser<{ pid: number }[]>`
					select pid from pg_stat_activity
					where usename = 'heard_worker' and wait_event_type = 'Lock'
						and query like '%"check_in"%' and datname = current_database()`;
				return found?.pid;
			}),
		async letGo() {
			await keeper`rollback`;
			keeper.release();
		},
		isDone: false
	};
}

const atGate = (place: Parameters<typeof gate>[1]) => async () => {
	const here = await gate(at.superuser, place);
	// who dies while the database commits has committed
	return { reached: here.reached, letGo: here.open, isDone: place.moment === 'at commit' };
};

/** Mails to staff are sent beside the rounds: theirs must not be the COMMIT that is held. */
const untilNothingIsMailed = () =>
	until('an end of the mails', async () => {
		const open = await at.superuser`select 1 from notice where state in ('waiting', 'sending')`;
		return open.length === 0;
	});

/** Through the gate at COMMIT, whose answer is then held on the wire. */
async function afterCommit(): Promise<Held> {
	const here = await gate(at.superuser, { table: 'response_revision', moment: 'at commit' });
	return {
		async reached() {
			const backend = await here.reached();
			await untilNothingIsMailed();
			const committed = line.holdAt('COMMIT');
			await here.open();
			await committed;
			return backend;
		},
		letGo: async () => {},
		isDone: true
	};
}

const lastStatement = `new.body like '%"revision.assessed"%'`;

const points: [string, (person: { caseId: CaseId }) => Promise<Held>][] = [
	['before it opens anything', beforeOpening],
	['when the first flag is sealed', atGate({ table: 'flag', moment: 'before insert' })],
	['when all flags are filed', atGate({ table: 'concern_event', moment: 'after insert' })],
	['before COMMIT', atGate({ table: 'audit_event', moment: 'after insert', when: lastStatement })],
	['in the middle of COMMIT', atGate({ table: 'response_revision', moment: 'at commit' })],
	['after COMMIT, before it is told', afterCommit]
];

describe('the worker is killed while it assesses', () => {
	test.each(points)(
		`F06 %s, ${TIMES} times: assessed after the restart, nothing lost, nothing double`,
		async (_, holdAt) => {
			for (let time = 0; time < TIMES; time++) {
				const person = await newCase();
				await person.writer.comesToSend(said);
				const held = await holdAt(person);
				expect(await person.writer.sends()).toMatchObject({ status: 303 });
				const backend = await held.reached();
				await desk.kill();
				line.cut();
				await held.letGo();
				await untilGone(at.superuser, backend);
				expect(await isAssessed(person.caseId)).toBe(held.isDone);

				desk = await startDesk();
				await untilAssessed(person.caseId);
				await world.settled();
				expect(await breaches(world, at, { history: history.entries(), expected })).toEqual([]);
			}
		},
		900_000
	);
});
