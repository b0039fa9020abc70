import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseId } from '../../src/lib/domain/ids.ts';
import { startAlone, type Alone } from '../support/alone.ts';
import { ground, type Ground } from '../support/heard.ts';
import { worldOn, type HandedLink, type World } from '../support/world.ts';
import { breaches, flagsIn } from './checker.ts';
import { History } from './history.ts';
import { said } from './said.ts';
import { Writer } from './writer.ts';

// A checker that finds nothing may be blind: here each breach is made by hand, and must be found.

let at: Ground;
let intake: Alone;
let world: World;
let sentCase: CaseId;
let expected: string[];
let sent: HandedLink;
let stopped: HandedLink;
let deleted: HandedLink;
const history = new History();

beforeAll(async () => {
	at = await ground('checker');
	intake = await startAlone(at, 'intake');
	world = worldOn(at, intake.origin);
	const agency = await world.agency();
	const newLink = async () => world.link(agency, await world.case(agency));

	sentCase = await world.case(agency);
	sent = await world.link(agency, sentCase);
	await new Writer(intake.origin, sent, history).untilHeard(said);
	stopped = await newLink();
	const second = new Writer(intake.origin, stopped, history);
	await second.opens();
	for (const q of ['CN0', 'CN1', 'CN2', 'SF1']) await second.continues(q, String(said[q]));
	deleted = await newLink();
	const third = new Writer(intake.origin, deleted, history);
	await third.opens();
	for (const q of ['CN0', 'CN1', 'CN2', 'SF1']) await third.continues(q, String(said[q]));
	await third.deletes();

	await at.clock.advance({ minutes: 31 });
	await world.settled();
	expected = await flagsIn(world, at, sentCase);
});
afterAll(async () => {
	history.close();
	await world?.close();
	await intake?.stop();
	await at?.close();
});

const found = () => breaches(world, at, { history: history.entries(), expected });

describe('the set checker', () => {
	test('finds nothing where nothing is wrong, and there is something to look at', async () => {
		expect(await found()).toEqual([]);
		expect(expected.length).toBeGreaterThan(3);
		const [rows] = await at.superuser`
			select (select count(*)::int from response_revision) as revisions,
				(select count(*)::int from draft) as drafts`;
		expect(rows).toEqual({ revisions: 2, drafts: 1 });
	});

	// what happens, and what takes it back: sometimes another breach follows from it as well
	test.each<[invariant: string, what: string, make: () => string, mend: () => string]>([
		[
			'I1',
			'an acknowledged sending is gone',
			() => `update response_revision set kind = 'unsent' ${of(sent)}`,
			() => `update response_revision set kind = 'sent' ${of(sent)}`
		],
		[
			'I1',
			'something is stored that nobody sent',
			() => `update response_revision set kind = 'sent' ${of(stopped)}`,
			() => `update response_revision set kind = 'unsent' ${of(stopped)}`
		],
		[
			'I2',
			'an acknowledged answer is gone',
			() => `create table kept as select * from response_revision ${of(sent)};
				delete from response_revision ${of(sent)}`,
			() => `insert into response_revision select * from kept; drop table kept`
		],
		[
			'I3',
			'a deleted draft is still there',
			() => `insert into draft select agency_id, (select draft_id from visit where link_id = '${deleted.linkId}'),
				'${deleted.linkId}', salt, state_box, key_sealed from draft limit 1`,
			() => `delete from draft where link_id = '${deleted.linkId}'`
		],
		[
			'I4',
			'a revision is assessed by nobody',
			() => `update response_revision set assessed_at = null ${of(sent)}`,
			() => `update response_revision set assessed_at = heard_now() ${of(sent)}`
		],
		[
			'I5',
			'a case has no open concern',
			() => `update concern set closed_at = heard_now()`,
			() => `update concern set closed_at = null`
		],
		[
			'I5',
			'a flag is in another lane',
			() => `update flag_lane set lane = 'other_unit' where lane = 'police'`,
			() => `update flag_lane set lane = 'police' where lane = 'other_unit'`
		],
		[
			'I5',
			'a flag was filed for no revision of its case',
			() => `create table kept as select * from flag where case_id = '${sentCase}' and severity = 'critical';
				create table kept_lanes as select * from flag_lane where flag_id in (select id from kept);
				delete from flag_lane where flag_id in (select id from kept); delete from flag where id in (select id from kept)`,
			() => `insert into flag select * from kept; insert into flag_lane select * from kept_lanes;
				drop table kept, kept_lanes`
		],
		[
			'I6',
			'the record says another thing than happened',
			() => `update audit_event set body = replace(body, 'check_in.sent', 'check_in.late')`,
			() => `update audit_event set body = replace(body, 'check_in.late', 'check_in.sent')`
		],
		[
			'I6',
			'an event is missing at the end of the chain',
			() => `update audit_head set seq = seq + 1`,
			() => `update audit_head set seq = seq - 1`
		],
		[
			'I7',
			'a link is open beside a sending',
			() => `update link set state = 'open' where id = '${sent.linkId}'`,
			() => `update link set state = 'sent' where id = '${sent.linkId}'`
		],
		[
			'I7',
			'a link is sent and nothing is stored',
			() => `update link set state = 'sent' where id = '${deleted.linkId}'`,
			() => `update link set state = 'open' where id = '${deleted.linkId}'`
		],
		[
			'I8',
			'a revision was moved to another response',
			() => `update response_revision set questionnaire_version = '2026-12' ${of(sent)}`,
			() => `update response_revision set questionnaire_version = '2026-11' ${of(sent)}`
		]
	])('sees a breach of %s: %s', async (invariant, _, make, mend) => {
		await byHand(make());
		expect((await found()).filter((one) => one.startsWith(invariant))).not.toEqual([]);
		await byHand(mend());
		expect(await found()).toEqual([]);
	});
});

const of = ({ linkId }: HandedLink) => `where link_id = '${linkId}'`;

/** Past triggers and foreign keys, as only a superuser can. */
async function byHand(statements: string): Promise<void> {
	await at.superuser.begin(async (sql) => {
		await sql`set local session_replication_role = replica`;
		await sql.unsafe(statements);
	});
}
