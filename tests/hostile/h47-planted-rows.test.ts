import { randomBytes } from 'node:crypto';
import postgres, { type Sql } from 'postgres';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseId } from '../../src/lib/domain/ids.ts';
import { said } from '../faults/said.ts';
import { signedIn } from '../support/officer.ts';
import { stage, type Someone, type Stage } from '../support/stage.ts';
import { concernsIn, flagsIn, toldIn } from '../support/told.ts';
import { until } from '../support/until.ts';
import type { Visitor } from '../support/visitor.ts';

let s: Stage;
let intake: Sql;
let officer: Visitor;
beforeAll(async () => {
	s = await stage('h47');
	officer = await signedIn(s, s.agency.officer);
	// somebody has taken over the intake process and has its login
	intake = postgres(s.at.local.urls.heard_intake, { max: 2, onnotice: () => {} });
});
afterAll(async () => {
	await intake?.end();
	await s?.close();
});

const unreadable = 'T-UNREADABLE critical police supervisor';

const placeOf = async ({ link }: Someone) => {
	const [row] = await s.at.superuser`
		select agency_id, response_id, case_id, questionnaire_version from link where id = ${link.linkId}`;
	if (!row) throw new Error('no link');
	return row;
};

/** The officer's queue as the desk shows it. */
async function queue(): Promise<string> {
	const page = await officer.get('/desk/queue');
	expect(page.status).toBe(200);
	return page.body;
}

async function referenceOf(caseId: CaseId): Promise<string> {
	const [row] = await s.at.superuser`select reference from "case" where id = ${caseId}`;
	return String(row?.reference);
}

describe('rows that somebody plants with the login of intake', () => {
	/** Somebody who tells everything, at a time when nothing else waits. */
	async function honest(): Promise<Someone> {
		const someone = await s.someone();
		await someone.victim.tells(said);
		return someone;
	}

	test('H47 garbage is at the head of the queue as unreadable, and the others are assessed', async () => {
		const before = await honest();
		await s.world.settled();
		const planted = await s.someone();
		const place = await placeOf(planted);
		await intake`insert into response_revision
			${intake({ ...place, id: uuid(), kind: 'sent', sealed: randomBytes(4164) })}`;
		const after = await honest();

		// nobody was notified of it: the sweep of the desk process finds it
		await until(
			'its assessment',
			async () =>
				(await flagsIn(s, planted.caseId)).length > 0 &&
				(await concernsIn(s, after.caseId)).length > 0,
			{ seconds: 60 }
		);
		expect(await flagsIn(s, planted.caseId)).toEqual([unreadable]);
		expect(await concernsIn(s, planted.caseId)).toMatchObject([
			{ lanes: ['police', 'supervisor'] }
		]);
		expect(await flagsIn(s, after.caseId)).toEqual(await flagsIn(s, before.caseId));

		const page = await queue();
		const [first, ...others] = await Promise.all(
			[planted, before, after].map(async ({ caseId }) => page.indexOf(await referenceOf(caseId)))
		);
		expect(first).toBeGreaterThan(0);
		for (const other of others) expect(other).toBeGreaterThan(first ?? Infinity);
	});

	test('H47 sealed bytes of another response, of the same case or not, are unreadable', async () => {
		const source = await honest();
		await s.world.settled();
		const [row] = await s.at.superuser<{ sealed: Buffer }[]>`
			select sealed from response_revision where case_id = ${source.caseId}`;
		const sealed = row?.sealed ?? Buffer.alloc(0);
		const flags = await flagsIn(s, source.caseId);

		const again: Someone = { ...source, link: await s.world.link(s.agency, source.caseId) };
		const other = await s.someone();
		for (const target of [again, other]) {
			const place = await placeOf(target);
			await intake`insert into response_revision
				${intake({ ...place, id: uuid(), kind: 'sent', sealed })}`;
		}
		await s.world.settled();
		expect(await flagsIn(s, other.caseId)).toEqual([unreadable]);
		expect(await flagsIn(s, source.caseId)).toEqual([...flags, unreadable].toSorted());
		expect((await toldIn(s, other.caseId)).map(({ answers }) => answers)).toEqual([null]);
	});

	test('H47 what is planted before she sends takes nothing from her', async () => {
		const someone = await s.someone();
		await someone.victim.opens();
		await someone.victim.goesOn(said);
		await intake`insert into response_revision
			${intake({ ...(await placeOf(someone)), id: uuid(), kind: 'sent', sealed: randomBytes(1092) })}`;
		await someone.victim.presses('send');
		expect((await someone.victim.seesPage()).body).toContain('Thank you.');
		await s.world.settled();
		const told = await toldIn(s, someone.caseId);
		expect(told.find(({ answers }) => answers)).toMatchObject({
			kind: 'unsent',
			answers: { R1: said.R1, V2: said.V2 }
		});
		expect(await flagsIn(s, someone.caseId)).toEqual(
			expect.arrayContaining([unreadable, expect.stringContaining('F-NECK critical')])
		);
	});

	test('H47 what is planted in the place of her draft does not keep it from being filed', async () => {
		const someone = await s.someone();
		await someone.victim.opens();
		await someone.victim.goesOn(said, { until: 'V1' });
		const [draft] = await s.at.superuser`
			select id, version from draft where link_id = ${someone.link.linkId}`;
		const row = { ...(await placeOf(someone)), kind: 'sent', sealed: randomBytes(1092) };
		// a database that refuses it is as good
		await intake`insert into response_revision
			${intake({ ...row, id: uuid(), draft_id: draft?.id, draft_version: draft?.version })}`.catch(
			() => {}
		);
		await s.at.clock.advance({ minutes: 31 });
		await s.world.settled();
		await s.at.clock.reset();
		expect(await toldIn(s, someone.caseId)).toContainEqual({
			kind: 'unsent',
			linkId: someone.link.linkId,
			answers: expect.objectContaining({ R1: ['neck'] })
		});
		expect(await flagsIn(s, someone.caseId)).toContainEqual(
			expect.stringContaining('F-NECK critical')
		);
	});

	const times = ['infinity', '-infinity', '4000-01-01 BC', '294276-01-01'];

	test.each(times)('H47 her answers are filed although their time was set to %s', async (time) => {
		const someone = await s.someone();
		await someone.victim.opens();
		await someone.victim.goesOn(said, { until: 'V1' });
		await intake.unsafe(`update draft set saved_at = '${time}', due_at = '-infinity'
			where link_id = '${someone.link.linkId}'`);
		await s.world.settled();
		expect(await toldIn(s, someone.caseId)).toMatchObject([
			{ kind: 'unsent', answers: { R1: ['neck'] } }
		]);
		expect(await flagsIn(s, someone.caseId)).toContainEqual(
			expect.stringContaining('F-NECK critical')
		);
	});

	type Plant = (at: { agency: string; response: string; case: string; link: string }) => string;
	const bytes = `decode(repeat('ab', 1092), 'hex')`;
	const revision =
		(columns: string, values: string): Plant =>
		(at) =>
			`insert into response_revision
			(agency_id, response_id, id, kind, sealed, questionnaire_version, case_id${columns})
			values ('${at.agency}', '${at.response}', '${uuid()}', 'sent', ${bytes}, ${values})`.replaceAll(
				'$case',
				at.case
			);
	const plants: [string, Plant][] = [
		['of a case that does not exist', revision('', `'2026-11', '${uuid()}'`)],
		...times.map((time): [string, Plant] => [
			`saved at ${time}`,
			revision(', saved_at', `'2026-11', '$case', '${time}'`)
		]),
		['of no known questionnaire', revision('', `repeat('x', 1000000), '$case'`)],
		[
			'a draft of garbage',
			(at) => `insert into draft
				(agency_id, id, link_id, salt, state_box, key_sealed, version, due_at, saved_at)
				values ('${at.agency}', '${uuid()}', '${at.link}', '', '', '', 2147483647, '-infinity', 'infinity')`
		],
		[
			'a note for the audit of an agency that does not exist',
			() => `insert into audit_pending values ('${uuid()}', '${uuid()}', '{}', '-infinity')`
		],
		[
			'a note for the audit that is no JSON',
			(at) => `insert into audit_pending values ('${at.agency}', '${uuid()}', 'x', 'infinity')`
		],
		[
			'a counter that is full for ever',
			() =>
				`insert into throttle values (decode(md5(random()::text), 'hex'), 2147483647, 'infinity')`
		],
		[
			'a visit from nowhere',
			(
				at
			) => `insert into visit (secret_hash, agency_id, link_id, draft_id, ordinal, key_box, locale, seen_at)
				values (decode(md5(random()::text), 'hex'), '${at.agency}', '${at.link}', '${uuid()}', -1, '', '', '-infinity')`
		],
		[
			'a link without tries',
			(at) => `update link set tries_left = -32768, tried_at = '-infinity', opened_at = 'infinity'
				where id = '${at.link}'`
		]
	];

	test.each(plants)(
		'H47 %s: the rest of the work goes on, and the desk shows its pages',
		async (_, plant) => {
			const planted = await s.someone();
			const place = await placeOf(planted);
			// a database that refuses it is as good
			await intake
				.unsafe(
					plant({
						agency: place.agency_id,
						response: place.response_id,
						case: place.case_id,
						link: planted.link.linkId
					})
				)
				.catch(() => {});
			const after = await honest();
			await s.world.work();
			await until('her flags', async () => (await flagsIn(s, after.caseId)).length > 0);
			expect(await flagsIn(s, after.caseId)).toContainEqual(
				expect.stringContaining('F-NECK critical')
			);
			await s.world.work();
			const pending = await s.at.superuser`
			select 1 from audit_pending where body like ${`%${after.link.linkId}%`}`;
			expect(pending).toHaveLength(0);

			const pages = ['/desk/queue', '/desk/cases', `/desk/cases/${planted.caseId}`];
			for (const { id } of await concernsIn(s, planted.caseId)) pages.push(`/desk/concerns/${id}`);
			for (const page of pages) expect((await officer.get(page)).status, page).toBe(200);
		}
	);
});
