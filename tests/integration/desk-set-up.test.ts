import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as account from '#lib/server/desk/auth/account/index.ts';
import * as session from '#lib/server/desk/auth/session.ts';
import * as setUp from '#lib/server/desk/auth/set-up/index.ts';
import * as steps from '#lib/server/desk/auth/steps/index.ts';
import * as team from '#lib/server/desk/team/index.ts';
import { withAgency } from '#lib/server/platform/db/client.ts';
import { setUpApp } from '../support/second-factor.ts';
import { world, type World } from './desk-world.ts';

// Setting up an account, and getting back into one.

let w: World;
beforeAll(async () => {
	w = await world('desk_set_up');
});
afterAll(() => w.close());

const password = 'a long enough password';

/** An officer with a password, for one story alone. */
async function newcomer() {
	const email = `${uuid()}@northmoor.example`;
	const { agencyId } = w;
	const staffId = await team.addStaff(
		{ ...w.desk, agencyId },
		{
			role: 'officer',
			name: 'Newcomer',
			email,
			password,
			organisationId: w.vale.organisationId,
			unitId: w.unitId,
			languages: ['en']
		}
	);
	return { agencyId, staffId, email };
}
type Newcomer = Awaited<ReturnType<typeof newcomer>>;

/** The password was right, and the page of the second factor is left open. */
const begins = ({ agencyId, staffId }: Newcomer, purpose: steps.Purpose = 'set_up') =>
	withAgency(w.desk.db, agencyId, (tx) => steps.begin(tx, { agencyId, staffId, purpose }));

async function signedIn(person: Newcomer) {
	const found = await session.current(w.desk.db, await session.start(w.desk.db, person));
	if (!found) throw new Error('not signed in');
	return found;
}

describe('a set-up that was begun and left', () => {
	const isLive = async (step: string) => (await steps.find(w.desk.db, step)) !== null;

	test('ends when the same person sets a factor somewhere else', async () => {
		const person = await newcomer();
		const left = await begins(person);
		expect(await setUp.enrolment(w.desk, left)).not.toBeNull();
		await setUpApp(w.desk, { ...person, now: await w.clock.now() });
		expect(await setUp.enrolment(w.desk, left)).toBeNull();
		expect(await setUp.finishWithApp(w.desk, { step: left, box: '', code: '' })).toEqual({
			kind: 'ended'
		});
	});

	test('ends with a new password, with all sessions and with the account, and nobody else’s does', async () => {
		const other = await begins(await newcomer());
		const ends: ((person: Newcomer) => Promise<unknown>)[] = [
			async (person) =>
				account.changePassword(w.desk, await signedIn(person), {
					current: password,
					password: 'another long password',
					network: '192.0.2.0/24'
				}),
			async (person) => account.endEverywhere(w.desk, await signedIn(person)),
			async (person) => team.people.disable(w.desk, w.admin, person.staffId)
		];
		for (const end of ends) {
			const person = await newcomer();
			const [left, half] = [await begins(person), await begins(person, 'sign_in')];
			await end(person);
			expect([await isLive(left), await isLive(half)]).toEqual([false, false]);
		}
		expect(await isLive(other)).toBe(true);
	});
});
