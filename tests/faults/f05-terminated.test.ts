import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startAlone, type Alone } from '../support/alone.ts';
import { ground, type Ground } from '../support/heard.ts';
import { tap, type Moment, type Tap } from '../support/tap.ts';
import type { Reply } from '../support/visitor.ts';
import { worldOn, type Agency, type HandedLink, type World } from '../support/world.ts';
import { breaches } from './checker.ts';
import { History } from './history.ts';
import { said } from './said.ts';
import { stillHolds, Writer } from './writer.ts';

let at: Ground;
let line: Tap;
let intake: Alone;
let world: World;
let agency: Agency;
const history = new History();

beforeAll(async () => {
	at = await ground('f05');
	line = await tap(at.local.urls.heard_intake, at.superuser);
	intake = await startAlone(at, 'intake', { env: { DATABASE_URL: line.url } });
	world = worldOn(at, intake.origin);
	agency = await world.agency();
});
afterAll(async () => {
	history.close();
	await world?.close();
	await intake?.stop();
	await line?.close();
	await at?.close();
});

type Person = { writer: Writer; link: HandedLink };

async function somebody(): Promise<Person> {
	const link = await world.link(agency, await world.case(agency));
	return { writer: new Writer(intake.origin, link, history), link };
}

async function atQuestion(q: string): Promise<Person> {
	const person = await somebody();
	await person.writer.opens();
	await person.writer.victim.goesOn(said, { until: q });
	return person;
}

async function atSend(): Promise<Person> {
	const person = await somebody();
	await person.writer.comesToSend(said);
	return person;
}

type Rows = { drafts: number; visits: number; revisions: number; events: number };

/** What one act of hers leaves, whatever its connection met: at most one of each, and her tries. */
async function rowsOf({ link }: Person) {
	const [rows] = await at.superuser<Rows[]>`
		select
			(select count(*)::int from draft where link_id = link.id) as drafts,
			(select count(*)::int from visit where link_id = link.id) as visits,
			(select count(*)::int from response_revision where link_id = link.id) as revisions,
			(select count(*)::int from audit_pending where body like '%' || link.id || '%') as events
		from link where id = ${link.linkId}`;
	if (!rows) throw new Error('no link');
	return rows;
}

const statements = Array.from({ length: 30 }, (_, index) => index + 1);
const moments: readonly Moment[] = ['before', 'after'];

/**
 * Ends her backend at the first statement, the second, … until the act needs no more of them; each
 * time for somebody new. Returns how many it needs.
 */
async function atEachStatement(
	arrive: () => Promise<Person>,
	act: (person: Person) => Promise<Reply | null>,
	look: (person: Person, reply: Reply | null, where: string) => Promise<void>
): Promise<number> {
	for (const nth of statements) {
		for (const moment of moments) {
			const person = await arrive();
			const hasBroken = line.breakAt(nth, moment);
			const reply = await act(person);
			if (!hasBroken()) return nth - 1;
			await look(person, reply, `${moment} statement ${nth}`);
		}
	}
	throw new Error('no end of statements');
}

const anyOf = (...expected: unknown[]) => expect.toSatisfy((value) => expected.includes(value));

describe('her backend is terminated', () => {
	test('F05 at each statement of opening: she is in, or uses her link again, and is there once', async () => {
		const count = await atEachStatement(
			somebody,
			({ writer }) => writer.opens(),
			async (person, reply, where) => {
				expect(reply?.status, where).toEqual(anyOf(303, 503));
				if (reply?.status === 503) {
					expect(reply.body, where).toContain('link');
					expect(await person.writer.opens(), where).toMatchObject({ status: 303 });
				}
				const { visits } = await rowsOf(person);
				expect(await rowsOf(person), where).toMatchObject({ drafts: 1, events: visits });
				const [link] = await at.superuser`
					select tries_left from link where id = ${person.link.linkId}`;
				// a try may be lost if the line broke just when it was taken; none is given back twice
				expect(link?.tries_left, where).toEqual(reply?.status === 303 ? 5 : anyOf(4, 5));
			}
		);
		expect(count).toBeGreaterThan(8);
	});

	test('F05 at each statement of saving a page: saved once, or the page that keeps her words', async () => {
		const fields = { H2: ['physical', 'other'], H2_text: 'He broke my phone' };
		const write = ({ writer }: Person) =>
			writer.continues('H2', fields.H2, { H2_text: fields.H2_text });
		const count = await atEachStatement(
			() => atQuestion('H2'),
			write,
			async (person, reply, where) => {
				expect(reply?.status, where).toEqual(anyOf(303, 503));
				if (reply?.status === 503) {
					expect(stillHolds(reply, fields), where).toBe(true);
					expect(await write(person), where).toMatchObject({ status: 303 });
				}
				expect(await person.writer.victim.seesPage(), where).toMatchObject({ status: 200 });
				expect(await rowsOf(person), where).toMatchObject({ drafts: 1, revisions: 0 });
			}
		);
		expect(count).toBeGreaterThanOrEqual(2);
	});

	test('F05 at each statement of sending: stored once, told once, on record once', async () => {
		const count = await atEachStatement(
			atSend,
			({ writer }) => writer.sends(),
			async (person, reply, where) => {
				expect(reply?.status, where).toEqual(anyOf(303, 503));
				if (reply?.status === 503) {
					expect(await person.writer.sends(), where).toMatchObject({ status: 303 });
				}
				expect((await person.writer.victim.seesPage()).body, where).toContain('Thank you.');
				// its event, and that of the opening
				expect(await rowsOf(person), where).toEqual({
					drafts: 0,
					visits: 1,
					revisions: 1,
					events: 2
				});
			}
		);
		expect(count).toBeGreaterThan(6);
	});

	test('F05 after all of it every promise holds, and the process is the one that was started', async () => {
		expect(intake.child.exitCode).toBeNull();
		await at.clock.advance({ minutes: 31 });
		await world.settled();
		expect(await breaches(world, at, { history: history.entries() })).toEqual([]);
	});
});
