import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseId } from '../../src/lib/domain/ids.ts';
import { said } from '../faults/said.ts';
import { signedIn } from '../support/officer.ts';
import { stage, type Someone, type Stage } from '../support/stage.ts';
import { concernsIn, flagsIn } from '../support/told.ts';
import type { Visitor } from '../support/visitor.ts';

// Somebody can write in the database, and changes what is there. The worker's rounds are the test's.

let s: Stage;
let officer: Visitor;
beforeAll(async () => {
	s = await stage('h48', { desk: { HEARD_WORKER: 'off' } });
	officer = await signedIn(s, s.agency.officer);
});
afterAll(() => s?.close());

const unreadable = 'T-UNREADABLE critical police supervisor';
const message = /could not be (opened|read)/;

async function sends(someone: Someone): Promise<Someone> {
	await someone.victim.tells(said);
	return someone;
}
const told = async () => sends(await s.someone());
async function assessed(): Promise<Someone> {
	const someone = await told();
	await s.world.settled();
	return someone;
}

/** The card of the concern as the officer's page shows it, without the queue beside it. */
async function card({ caseId }: Someone): Promise<string> {
	const [concern] = await concernsIn(s, caseId);
	const page = await officer.get(`/desk/concerns/${concern?.id ?? ''}`);
	expect(page.status).toBe(200);
	return page.body.slice(page.body.indexOf('<article'), page.body.indexOf('</article>'));
}

/** Who owns the database is not stopped by a foreign key either. */
const byForce = (statement: string) =>
	s.at.superuser.begin(async (sql) => {
		await sql`set local session_replication_role = replica`;
		await sql.unsafe(statement);
	});

/** One bit of a byte; from the end if negative. */
const flip = (table: string, column: string, byte: number) => (caseId: CaseId) =>
	s.at.superuser.unsafe(`
		update "${table}" set "${column}" = set_bit("${column}",
			8 * ((${byte} + octet_length("${column}")) % octet_length("${column}"))::bigint,
			1 - get_bit("${column}", 8 * ((${byte} + octet_length("${column}")) % octet_length("${column}"))::bigint))
		where case_id = '${caseId}'`);

describe('an answer that was changed before it was assessed', () => {
	type Change = (someone: Someone) => Promise<unknown>;
	const set =
		(assignment: string): Change =>
		({ caseId }) =>
			s.at.superuser.unsafe(
				`update response_revision set ${assignment} where case_id = '${caseId}'`
			);
	const parts = { magic: 0, suite: 3, 'key id': 4, 'sender key': 20, text: 60, tag: -1 };
	const changes: [string, Change][] = [
		...Object.entries(parts).map(([part, byte]): [string, Change] => [
			`a bit of its ${part}`,
			({ caseId }) => flip('response_revision', 'sealed', byte)(caseId)
		]),
		['its id', set('id = gen_random_uuid()')],
		['its questionnaire version', set(`questionnaire_version = '2026-12'`)],
		[
			'its case',
			async ({ caseId }) =>
				byForce(
					`update response_revision set case_id = '${await s.world.case(s.agency)}'
					where case_id = '${caseId}'`
				)
		],
		[
			'its response',
			async ({ caseId }) => {
				await s.world.settled();
				await s.at.superuser`update check_in set state = 'sent' where case_id = ${caseId}`;
				await s.world.link(s.agency, caseId);
				await byForce(`
					update response_revision set assessed_at = null, response_id =
						(select id from response where case_id = '${caseId}' order by id desc limit 1)
					where case_id = '${caseId}'`);
			}
		]
	];

	test.each(changes)(
		'H48 %s: it does not open, and stands there as unreadable',
		async (_, change) => {
			const someone = await told();
			await change(someone);
			await s.world.settled();
			expect(await flagsIn(s, someone.caseId)).toContain(unreadable);
			const shown = await card(someone);
			expect(shown).toMatch(message);
			expect(shown).not.toContain(said.V2);
		}
	);

	test('H48 two answers swapped: neither opens in the place of the other', async () => {
		const [one, other] = [await told(), await told()];
		await s.at.superuser`
			update response_revision r set sealed = o.sealed from response_revision o
			where r.case_id in (${one.caseId}, ${other.caseId}) and o.case_id in (${one.caseId}, ${other.caseId})
				and o.id <> r.id`;
		await s.world.settled();
		for (const { caseId } of [one, other]) expect(await flagsIn(s, caseId)).toEqual([unreadable]);
	});

	test.each(['state_box', 'key_sealed'])(
		'H48 a bit of the %s of a draft: it is taken over as unreadable',
		async (column) => {
			const someone = await s.someone();
			await someone.victim.opens();
			await someone.victim.goesOn(said, { until: 'V1' });
			const size = `octet_length(${column})`;
			await s.at.superuser.unsafe(`
				update draft set ${column} = set_byte(${column}, ${size} / 2, 255 - get_byte(${column}, ${size} / 2)),
					due_at = heard_now() where link_id = '${someone.link.linkId}'`);
			await s.world.settled();
			expect(await flagsIn(s, someone.caseId)).toEqual([unreadable]);
		}
	);

	test('H48 an older state of a draft put back in its place: it is taken over as unreadable', async () => {
		const someone = await s.someone();
		await someone.victim.opens();
		await someone.victim.goesOn({ ...said, R1: ['none'] }, { until: 'H3' });
		const [older] = await s.at.superuser`
			select state_box from draft where link_id = ${someone.link.linkId}`;
		await someone.victim.answers('R1', ['neck']);
		await s.at.superuser`
			update draft set state_box = ${older?.state_box}, due_at = heard_now()
			where link_id = ${someone.link.linkId}`;
		await s.world.settled();
		expect(await flagsIn(s, someone.caseId)).toEqual([unreadable]);
	});
});

describe('what was changed after it was assessed', () => {
	const changes: [string, (caseId: CaseId) => Promise<unknown>][] = [
		['a bit of the answer', flip('response_revision', 'sealed', 99)],
		['a bit of every flag', flip('flag', 'sealed', 99)],
		[
			'the ruleset version of every flag',
			(caseId) => s.at.superuser`
			update flag set ruleset_version = '9.9.9' where case_id = ${caseId}`
		],
		['a bit of the case key', flip('case_key', 'private_sealed', 99)],
		['the public half of the case key', flip('case_key', 'public_key', 5)],
		[
			'the case key, taken away',
			(caseId) => s.at.superuser`delete from case_key where case_id = ${caseId}`
		],
		[
			'the answer, made longer',
			(caseId) => s.at.superuser`
			update response_revision set sealed = sealed || decode(repeat('00', 3072), 'hex')
			where case_id = ${caseId} and octet_length(sealed) = 1092`
		],
		[
			'the answer, moved to another case',
			async (caseId) =>
				byForce(
					`update response_revision set case_id = '${await s.world.case(s.agency)}'
					where case_id = '${caseId}'`
				)
		],
		[
			'the answer, taken away',
			(caseId) => byForce(`delete from response_revision where case_id = '${caseId}'`)
		],
		['a bit of what the case knows', flip('case_facts', 'sealed', 99)]
	];

	test.each(changes)(
		'H48 %s: the card says that something could not be opened',
		async (_, change) => {
			const someone = await assessed();
			expect(await card(someone)).toContain(said.V2);
			expect(await card(someone)).not.toMatch(message);
			await change(someone.caseId);
			expect(await card(someone)).toMatch(message);
			const queue = await officer.get('/desk/queue');
			expect(queue.status).toBe(200);
		}
	);

	test('H48 two answers of one case swapped: the card shows neither in the place of the other', async () => {
		const someone = await assessed();
		const again = { ...someone, link: await s.world.link(s.agency, someone.caseId) };
		await s.browser(again.link).tells({ ...said, V2: 'The words of the second time' });
		await s.world.settled();
		await s.at.superuser`
			update response_revision r set sealed = o.sealed from response_revision o
			where r.case_id = ${someone.caseId} and o.case_id = r.case_id and o.id <> r.id`;
		const shown = await card(someone);
		expect(shown).not.toContain('The words of the second time');
		expect(shown).toMatch(message);
	});

	test('H48 two headlines swapped: both rows of the queue say so', async () => {
		const [one, other] = [await assessed(), await assessed()];
		const [a, b] = await Promise.all([one, other].map(({ caseId }) => concernsIn(s, caseId)));
		await s.at.superuser`
			update concern_lane r set headline_box = o.headline_box from concern_lane o
			where r.lane = 'police' and o.lane = 'police' and r.concern_id <> o.concern_id
				and r.concern_id in (${a?.[0]?.id ?? ''}, ${b?.[0]?.id ?? ''})
				and o.concern_id in (${a?.[0]?.id ?? ''}, ${b?.[0]?.id ?? ''})`;
		const { body } = await officer.get('/desk/queue');
		for (const concern of [a, b]) {
			const row = body.split('<li>').find((one) => one.includes(String(concern?.[0]?.id)));
			expect(row).toMatch(message);
		}
	});
});
