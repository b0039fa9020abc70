import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseId } from '../../src/lib/domain/ids.ts';
import { startAlone, type Alone } from '../support/alone.ts';
import { gate, untilGone } from '../support/gate.ts';
import { ground, type Ground } from '../support/heard.ts';
import { wire, type Wire } from '../support/wire.ts';
import { worldOn, type Agency, type HandedLink, type World } from '../support/world.ts';
import { breaches, flagsIn } from './checker.ts';
import { History } from './history.ts';
import { said } from './said.ts';
import { Writer } from './writer.ts';

let at: Ground;
let line: Wire;
let intake: Alone;
let world: World;
let agency: Agency;
let expected: string[];
const history = new History();

beforeAll(async () => {
	at = await ground('f01_f03');
	line = await wire(at.local.urls.heard_intake);
	intake = await startIntake();
	world = worldOn(at, intake.origin);
	agency = await world.agency();
	const twin = await newWriter();
	await twin.writer.untilHeard(said);
	await world.settled();
	expected = await flagsIn(world, at, twin.caseId);
});
afterAll(async () => {
	history.close();
	await world?.close();
	await intake?.stop();
	await line?.close();
	await at?.close();
});

/** On the wire, and at the same address after it was killed. */
const startIntake = (port?: number) =>
	startAlone(at, 'intake', { port, env: { DATABASE_URL: line.url } });

async function newWriter(): Promise<{ writer: Writer; link: HandedLink; caseId: CaseId }> {
	const caseId = await world.case(agency);
	const link = await world.link(agency, caseId);
	return { writer: new Writer(intake.origin, link, history), link, caseId };
}

/** SIGKILL, and the same address again. What is under way at its client ends without an answer. */
async function killIntake(): Promise<void> {
	await intake.kill();
	line.cut();
	intake = await startIntake(intake.port);
}

async function stored({ linkId }: HandedLink) {
	const [row] = await at.superuser`
		select l.state as link, (select count(*)::int from draft d where d.link_id = l.id) as drafts,
			(select count(*)::int from response_revision r where r.link_id = l.id) as revisions
		from link l where l.id = ${linkId}`;
	return row;
}

const notSent = { link: 'open', drafts: 1, revisions: 0 };
const sentOnce = { link: 'sent', drafts: 0, revisions: 1 };

async function isWhole() {
	await world.settled();
	return breaches(world, at, { history: history.entries(), expected });
}

describe('intake is killed while she sends', () => {
	test('F01 after her form was read and before BEGIN: nothing is stored, and sending again works', async () => {
		const { writer, link } = await newWriter();
		await writer.comesToSend(said);

		// her visit has been asked for, which is the last thing before the transaction
		const held = line.holdAt('SELECT 1');
		const sending = writer.sends();
		await held;
		await killIntake();
		expect(await sending).toBeNull();
		expect(await stored(link)).toEqual(notSent);

		expect(await writer.sends()).toMatchObject({ status: 303 });
		expect((await writer.victim.seesPage()).body).toContain('Thank you.');
		expect(await stored(link)).toEqual(sentOnce);
		expect(await isWhole()).toEqual([]);
	});

	test('F01 the same while she saves a page: what she typed can be sent once more', async () => {
		const { writer, link } = await newWriter();
		await writer.opens();
		for (const q of ['CN0', 'CN1', 'CN2']) await writer.continues(q, String(said[q]));

		const held = line.holdAt('SELECT 1');
		const saving = writer.continues('SF1', '-2');
		await held;
		await killIntake();
		expect(await saving).toBeNull();

		expect(await writer.continues('SF1', '-2')).toMatchObject({ status: 303 });
		await writer.victim.goesOn(said);
		expect(await writer.sends()).toMatchObject({ status: 303 });
		expect(await stored(link)).toEqual(sentOnce);
		expect(await isWhole()).toEqual([]);
	});

	test('F02 after INSERT and before COMMIT: the link is open, and no half of it is left', async () => {
		const { writer, link } = await newWriter();
		await writer.comesToSend(said);

		const inserted = await gate(at.superuser, {
			table: 'response_revision',
			moment: 'after insert'
		});
		const sending = writer.sends();
		const backend = await inserted.reached();
		await killIntake();
		expect(await sending).toBeNull();
		await inserted.open();
		await untilGone(at.superuser, backend);
		expect(await stored(link)).toEqual(notSent);

		expect(await writer.sends()).toMatchObject({ status: 303 });
		expect((await writer.victim.seesPage()).body).toContain('Thank you.');
		expect(await stored(link)).toEqual(sentOnce);
		expect(await isWhole()).toEqual([]);
	});

	test('F03 after COMMIT and before the answer: sending again shows the last page, stored once', async () => {
		const { writer, link } = await newWriter();
		await writer.comesToSend(said);

		const committed = line.holdAt('COMMIT');
		const sending = writer.sends();
		await committed;
		expect(await stored(link)).toEqual(sentOnce);
		await killIntake();
		expect(await sending).toBeNull();

		expect(await writer.sends()).toMatchObject({ status: 303 });
		expect((await writer.victim.seesPage()).body).toContain('Thank you.');
		expect(await stored(link)).toEqual(sentOnce);
		expect(await isWhole()).toEqual([]);
	});
});
