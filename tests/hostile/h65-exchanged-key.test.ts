import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newToken } from '../../src/lib/domain/link/index.ts';
import { newPair } from '../../src/lib/server/platform/crypto/keys/pair.ts';
import { random } from '../../src/lib/server/platform/crypto/random.ts';
import { said } from '../faults/said.ts';
import { stage, type Someone, type Stage } from '../support/stage.ts';
import { flagsIn, toldIn } from '../support/told.ts';
import { Victim } from '../support/victim.ts';

let s: Stage;
let foreign: Uint8Array;
beforeAll(async () => {
	foreign = newPair().publicKey;
	s = await stage('h65_exchanged', { desk: { HEARD_WORKER: 'off' } });
});
afterAll(() => s?.close());

const exchangeKey = ({ link }: Someone) => s.at.superuser`
	update link set case_public_key = ${foreign} where id = ${link.linkId}`;
const stateOf = async ({ link }: Someone) => {
	const [row] = await s.at.superuser`
		select state, tries_left::int as tries, opened_at as opened from link where id = ${link.linkId}`;
	return row;
};
const warnings = () => s.app.printed().match(/"link\.exchanged"/g)?.length ?? 0;

test('H65 a key exchanged in the row of the case: no link is issued to it', async () => {
	const caseId = await s.world.case(s.agency);
	await s.at.superuser`update case_key set public_key = ${foreign} where case_id = ${caseId}`;
	await expect(s.world.link(s.agency, caseId)).rejects.toThrow('A sealed envelope is refused');
	const links = await s.at.superuser`select 1 from link where case_id = ${caseId}`;
	expect(links).toHaveLength(0);
});

describe('a link whose key or case was exchanged in the database, without the pepper', () => {
	test.each<[string, (x: Someone, y: Someone) => PromiseLike<unknown>]>([
		['a key of somebody else', (x) => exchangeKey(x)],
		[
			'the key of another case',
			(x, y) => s.at.superuser`
				update link set case_public_key = (select public_key from case_key where case_id = ${y.caseId})
				where id = ${x.link.linkId}`
		],
		[
			'everything of another case, its MAC too',
			(x, y) => s.at.superuser`
				update link set (case_id, case_public_key, response_id, check_in_id, place_mac) =
					(select case_id, case_public_key, response_id, check_in_id, place_mac
						from link where id = ${y.link.linkId})
				where id = ${x.link.linkId}`
		],
		[
			'another version of the questions',
			(x) => s.at.superuser`
				update link set questionnaire_version = '2025-01' where id = ${x.link.linkId}`
		],
		[
			'another MAC',
			(x) => s.at.superuser`
				update link set place_mac = set_byte(place_mac, 0, get_byte(place_mac, 0) # 1)
				where id = ${x.link.linkId}`
		],
		[
			'no MAC to speak of',
			(x) => s.at.superuser`update link set place_mac = '\\x' where id = ${x.link.linkId}`
		]
	])('H65 %s: it opens as little as a link that is not there', async (_, exchange) => {
		const [x, y] = [await s.someone(), await s.someone()];
		const path = `/l/${newToken(random)}`;
		const unknown = await new Victim(s.app.intake.origin, { path, pin: x.link.pin }).opens();
		const before = await stateOf(x);
		const warned = warnings();
		await exchange(x, y);

		const refused = await x.victim.opens();
		expect(`${refused.status} ${refused.body}`).toBe(`404 ${unknown.body}`);
		expect(x.victim.cookies.size).toBe(0);
		expect(await stateOf(x)).toEqual(before);
		expect(warnings()).toBe(warned + 1);
		// the other one is as it was
		expect((await y.victim.opens()).status).toBe(303);
	});

	test('H65 while she answers: nothing is sealed to it, and what she sends reaches her own case', async () => {
		const x = await s.someone();
		await x.victim.opens();
		await x.victim.goesOn({ ...said, Z1: 'for nobody else' });
		await exchangeKey(x);

		expect((await x.victim.presses('send')).status).toBe(303);
		expect((await x.victim.seesPage()).body).toContain('You can close this page.');
		await s.world.settled();
		// from her draft, which was begun under the true key, and at once
		expect(await toldIn(s, x.caseId)).toEqual([
			{
				kind: 'unsent',
				linkId: x.link.linkId,
				answers: expect.objectContaining({ R1: ['neck'], Z1: 'for nobody else' })
			}
		]);
		expect(await flagsIn(s, x.caseId)).not.toContain('T-UNREADABLE critical police supervisor');
		const [sent] = await s.at.superuser`
			select count(*)::int as count from response_revision
			where kind = 'sent' and link_id = ${x.link.linkId}`;
		expect(sent?.count).toBe(0);
		expect(warnings()).toBeGreaterThan(0);
	});

	test('H65 a "no" on the first page reaches her own case as well', async () => {
		const x = await s.someone();
		await x.victim.opens();
		await exchangeKey(x);
		expect((await x.victim.answers('CN0', 'no')).status).toBe(303);
		expect((await x.victim.seesPage()).status).toBe(200);
		await s.world.settled();
		expect(await toldIn(s, x.caseId)).toMatchObject([{ kind: 'unsent', answers: { CN0: 'no' } }]);
	});
});
