import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import * as account from '#lib/server/desk/auth/account/index.ts';
import * as session from '#lib/server/desk/auth/session.ts';
import * as setUp from '#lib/server/desk/auth/set-up/index.ts';
import { signIn } from '#lib/server/desk/auth/sign-in.ts';
import * as steps from '#lib/server/desk/auth/steps/index.ts';
import * as team from '#lib/server/desk/team/index.ts';
import { withAgency } from '#lib/server/platform/db/client.ts';
import { openNotice } from '#lib/server/platform/crypto/keys/index.ts';
import { setUpApp } from '../support/second-factor.ts';
import { audited, world, type World } from './desk-world.ts';

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

/** The token of the mail that went to this person last. */
async function tokenFor({ agencyId, staffId }: Newcomer): Promise<string> {
	const [row] = await w.superuser`
		select id, box from notice where staff_id = ${staffId} order by id desc limit 1`;
	const boxKey = await withAgency(w.desk.db, agencyId, (tx) => w.desk.keys.boxKey(tx, agencyId));
	const opened = openNotice({ boxKey, agencyId, noticeId: row?.id, box: row?.box });
	const { address } = z.object({ address: z.url() }).parse(opened);
	return new URL(address).pathname.split('/').at(-1) ?? '';
}

const network = '192.0.2.0/24';
const uses = (token: string, typed: string) =>
	setUp.useLink(w.desk, {
		token,
		password: typed,
		code: '',
		passkey: '',
		step: '',
		network,
		isDemo: false
	});

const signsIn = ({ email }: Newcomer, typed: string) =>
	signIn(w.desk.db, { email, password: typed, network, pepper: w.desk.pepper, isDemo: false });

describe('who has lost password, factor and codes', () => {
	test('is invited anew: nothing of before works, and the mail leads to both anew', async () => {
		const person = await newcomer();
		await setUpApp(w.desk, { ...person, now: await w.clock.now() });
		const id = await session.start(w.desk.db, person);
		expect(await signsIn(person, password)).toMatchObject({ kind: 'factor' });

		expect(await team.people.inviteAnew(w.desk, w.admin, person.staffId)).toEqual({ kind: 'done' });
		expect(await session.current(w.desk.db, id)).toBeNull();
		expect(await signsIn(person, password)).toBeNull();
		const left = await w.superuser`
			select 1 from recovery_code where staff_id = ${person.staffId} and used_at is null`;
		expect(left).toHaveLength(0);
		expect(await audited(w, 'staff.invited_anew')).toEqual([
			{ event: 'staff.invited_anew', by: w.admin.staffId, staff: person.staffId }
		]);

		// no link for it is ever printed: whoever prints one could sign in as this person
		const again = { id: person.staffId, way: 'print' } as const;
		expect(await team.people.inviteAgain(w.desk, w.admin, again)).toEqual({
			kind: 'held',
			held: { why: 'status' }
		});

		const used = await uses(await tokenFor(person), 'another long password');
		expect(used.kind).toBe('set_up');
		expect(await signsIn(person, 'another long password')).toMatchObject({ kind: 'set_up' });
	});

	test('is invited by another admin, who has just shown the second factor', async () => {
		const { staffId } = await newcomer();
		const tired = { ...w.admin, steppedUp: false };
		expect(await team.people.inviteAnew(w.desk, tired, staffId)).toEqual({ kind: 'step_up' });
		expect(await team.people.inviteAnew(w.desk, w.admin, w.admin.staffId)).toEqual({
			kind: 'held',
			held: { why: 'own' }
		});
		for (const staff of [w.finch, w.auditor, w.vale]) {
			expect(await team.people.inviteAnew(w.desk, staff, staffId)).toBeNull();
		}
	});
});

describe('tries with set-up links from one network', () => {
	const nowhere = '0123456789abcdefghjkmnpqrstvwxyz';
	const counted = async () => {
		const [row] = await w.superuser`
			select coalesce(sum(count), 0)::int as count from sign_in_throttle`;
		return row?.count;
	};

	test('count only where there is no such link, and then ask to wait', async () => {
		const person = await newcomer();
		await team.people.inviteAnew(w.desk, w.admin, person.staffId);
		const token = await tokenFor(person);
		await w.superuser`delete from sign_in_throttle`;
		expect(await uses(token, 'short')).toEqual({ kind: 'problem', problem: 'short' });
		expect(await counted()).toBe(0);
		expect(await uses(nowhere, password)).toEqual({ kind: 'problem', problem: 'ended' });
		expect(await counted()).toBe(1);

		// a link that works and one that does not are told the same
		await w.superuser`update sign_in_throttle set count = 30`;
		for (const any of [nowhere, token]) {
			expect(await uses(any, password)).toEqual({ kind: 'problem', problem: 'wait' });
		}
		await w.superuser`delete from sign_in_throttle`;
		expect((await uses(token, 'another long password')).kind).toBe('set_up');
	});
});
