import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Role } from '#lib/domain/access/index.ts';
import {
	organisationId,
	staffId,
	unitId,
	type OrganisationId,
	type UnitId
} from '#lib/domain/ids.ts';
import type { Held, TeamFilter } from '#lib/domain/team/index.ts';
import type { Desk } from '#lib/server/desk/access/index.ts';
import { isRightPassword } from '#lib/server/desk/auth/password.ts';
import * as session from '#lib/server/desk/auth/session.ts';
import * as team from '#lib/server/desk/team/index.ts';
import { setupLinkHash } from '#lib/server/platform/crypto/kdf.ts';
import { parseToken } from '#lib/domain/link/index.ts';
import { openNotice } from '#lib/server/platform/crypto/keys/index.ts';
import { withAgency } from '#lib/server/platform/db/client.ts';
import { audited, breakAudit, world, type World } from './desk-world.ts';

let w: World;
let policeId: OrganisationId;
beforeAll(async () => {
	w = await world('desk_team');
	const [row] = await w.superuser`select organisation_id from unit where id = ${w.unitId}`;
	policeId = organisationId.parse(row?.organisation_id);
});
afterAll(() => w.close());

const { people } = team;

let invitations = 0;
function invitation(changes: Partial<team.people.Invitation> = {}): team.people.Invitation {
	invitations += 1;
	return {
		staffId: staffId.parse(uuid()),
		name: `Newcomer ${invitations}`,
		email: `newcomer.${invitations}@northmoor.example`,
		role: 'officer',
		organisationId: policeId,
		unitId: w.unitId,
		languages: ['en'],
		way: 'mail',
		...changes
	};
}

/** A colleague with a password, for one story alone. */
async function colleague(
	role: Role,
	{ in: at = w.unitId, of = policeId }: { in?: UnitId | null; of?: OrganisationId } = {}
) {
	invitations += 1;
	const id = await team.addStaff(
		{ ...w.desk, agencyId: w.agencyId },
		{
			role,
			name: `Colleague ${invitations}`,
			email: `colleague.${invitations}@northmoor.example`,
			password: 'a long enough password',
			organisationId: of,
			unitId: at,
			languages: ['en']
		}
	);
	return { agencyId: w.agencyId, staffId: id, role, organisationId: of, steppedUp: true };
}

async function statusOf(id: string): Promise<string | undefined> {
	return (await people.read(w.desk, w.admin, id))?.status;
}

const place = { role: 'officer', organisationId: '', unitId: '' } as const;
const officer = () => ({ ...place, organisationId: policeId, unitId: w.unitId });
const why = (held: Held) => ({ kind: 'held', held });

describe('an invitation', () => {
	test('by mail makes an account that nobody can sign in to yet, and a boxed mail', async () => {
		const given = invitation({ name: 'Robin Wade', email: 'Robin.Wade@northmoor.example' });
		expect(await people.invite(w.desk, w.admin, given)).toEqual({ kind: 'invited', card: null });
		expect(await statusOf(given.staffId)).toBe('invited');

		const [row] = await w.superuser`
			select s.password_hash, n.id as notice, n.kind, n.box, l.hash, l.purpose, l.made_by
			from sign_in s join notice n on n.staff_id = s.staff_id join setup_link l on l.staff_id = s.staff_id
			where s.staff_id = ${given.staffId}`;
		expect(row).toMatchObject({
			password_hash: null,
			kind: 'invitation',
			purpose: 'invitation',
			made_by: w.admin.staffId
		});
		const boxKey = await withAgency(w.desk.db, w.agencyId, (tx) =>
			w.desk.keys.boxKey(tx, w.agencyId)
		);
		const opened = openNotice({
			boxKey,
			agencyId: w.agencyId,
			noticeId: row?.notice,
			box: row?.box
		});
		const { address } = z.object({ address: z.url() }).parse(opened);
		expect(Buffer.from(row?.hash)).toEqual(hashIn(address, w.desk));
		expect(await audited(w, 'staff.invited')).toContainEqual({
			event: 'staff.invited',
			by: w.admin.staffId,
			staff: given.staffId,
			printed: false,
			role: 'officer',
			organisation: policeId,
			unit: w.unitId
		});
		// whoever types what into the sign-in page
		expect(await isRightPassword(row?.password_hash, '')).toBe(false);
		expect(await isRightPassword(row?.password_hash, 'null')).toBe(false);
	});

	test('on paper shows the address once, and the database holds a hash of it', async () => {
		const given = invitation({ way: 'print' });
		const made = await people.invite(w.desk, w.admin, given);
		if (made?.kind !== 'invited' || !made.card) throw new Error('no card');
		expect(made.card.name).toBe(given.name);
		expect(made.card.qr.path).toMatch(/^M/);
		const [link] = await w.superuser`select hash from setup_link where staff_id = ${given.staffId}`;
		expect(Buffer.from(link?.hash)).toEqual(hashIn(made.card.address, w.desk));
		const [mail] = await w.superuser`select 1 from notice where staff_id = ${given.staffId}`;
		expect(mail).toBeUndefined();
		// the same form once more shows nothing and makes nothing
		expect(await people.invite(w.desk, w.admin, given)).toEqual({ kind: 'repeated' });
	});

	test('for an address that signs in somebody already is refused alike, here and elsewhere', async () => {
		const other = await w.elsewhere();
		const [theirs] = await w.superuser`select email from staff where id = ${other.vale.staffId}`;
		const [ours] = await w.superuser`select email from staff where id = ${w.vale.staffId}`;
		const before = (await audited(w, 'staff.invitation_refused')).length;
		for (const email of [String(ours?.email), String(theirs?.email).toUpperCase()]) {
			const given = invitation({ email });
			expect(await people.invite(w.desk, w.admin, given)).toEqual({ kind: 'email' });
			expect(await people.read(w.desk, w.admin, given.staffId)).toBeNull();
		}
		expect(await audited(w, 'staff.invitation_refused')).toHaveLength(before + 2);
	});

	test('fits the role to organisation and unit, of this agency only', async () => {
		const other = await w.elsewhere();
		const [unit] = await w.superuser`select organisation_id from unit where id = ${other.unitId}`;
		const theirs = organisationId.parse(unit?.organisation_id);
		const refused = async (changes: Partial<team.people.Invitation>) => {
			const answer = await people.invite(w.desk, w.admin, invitation(changes));
			return answer?.kind === 'place' ? answer.problems : answer;
		};
		expect(await refused({ unitId: null })).toEqual({ unit: 'unit_missing' });
		expect(await refused({ unitId: other.unitId })).toEqual({ unit: 'unit_elsewhere' });
		const nowhere = unitId.parse(uuid());
		expect(await refused({ unitId: nowhere })).toEqual({ unit: 'unit_elsewhere' });
		const unknown = { organisation: 'organisation_unknown' };
		expect(await refused({ role: 'admin', organisationId: theirs })).toEqual(unknown);
		const nothing = organisationId.parse(uuid());
		expect(await refused({ role: 'admin', organisationId: nothing })).toEqual(unknown);
		expect(await refused({ role: 'support_worker' })).toEqual({
			organisation: 'organisation_kind'
		});
		expect(await refused({ languages: ['xx'] })).toEqual({ kind: 'languages' });
	});

	test('is an admin’s alone, and needs a second factor shown again', async () => {
		const rows = async () => (await w.superuser`select count(*) from staff`)[0]?.count;
		const before = await rows();
		for (const staff of [w.vale, w.finch, w.quill, w.programme, w.auditor]) {
			expect(await people.prepare(w.desk, staff)).toBeNull();
			expect(await people.invite(w.desk, staff, invitation())).toBeNull();
		}
		const tired = { ...w.admin, steppedUp: false };
		expect(await people.invite(w.desk, tired, invitation())).toEqual({ kind: 'step_up' });
		expect(await rows()).toBe(before);
	});

	test('may come again, and the earlier link then leads nowhere', async () => {
		const given = invitation({ way: 'print' });
		await people.invite(w.desk, w.admin, given);
		const again = await people.inviteAgain(w.desk, w.admin, { id: given.staffId, way: 'print' });
		if (again?.kind !== 'done' || !again.card) throw new Error('no card');
		const live = await w.superuser`
			select hash from setup_link where staff_id = ${given.staffId} and expires_at > heard_now()`;
		expect(live.map(({ hash }) => Buffer.from(hash))).toEqual([hashIn(again.card.address, w.desk)]);
		// who has set up the account needs no invitation
		const id = w.vale.staffId;
		expect(await people.inviteAgain(w.desk, w.admin, { id, way: 'mail' })).toEqual(
			why({ why: 'status' })
		);
	});
});

describe('a change of role', () => {
	test('ends all sessions of that person in the same transaction, and of nobody else', async () => {
		const someone = await colleague('officer');
		const [one, two] = [await open(someone), await open(someone)];
		const other = await open(w.reed);
		const to = { ...officer(), role: 'supervisor' } as const;
		const done = await people.change(w.desk, w.admin, { id: someone.staffId, place: to });
		expect(done).toEqual({ kind: 'done' });
		expect(await session.current(w.desk.db, one)).toBeNull();
		expect(await session.current(w.desk.db, two)).toBeNull();
		expect(await session.current(w.desk.db, other)).not.toBeNull();
		expect((await audited(w, 'staff.changed')).at(-1)).toEqual({
			event: 'staff.changed',
			by: w.admin.staffId,
			staff: someone.staffId,
			role: 'supervisor',
			roleBefore: 'officer',
			organisation: policeId,
			organisationBefore: policeId,
			unit: w.unitId,
			unitBefore: w.unitId
		});
	});

	test('that cannot be recorded does not happen', async () => {
		const someone = await colleague('officer');
		const id = await open(someone);
		const mend = await breakAudit(w);
		const to = { ...officer(), role: 'auditor', unitId: null } as const;
		await expect(
			people.change(w.desk, w.admin, { id: someone.staffId, place: to })
		).rejects.toThrow();
		await mend();
		expect(await session.current(w.desk.db, id)).toMatchObject({ role: 'officer' });
	});

	test('to what it is already ends nothing and records nothing', async () => {
		const someone = await colleague('officer');
		const id = await open(someone);
		const before = (await audited(w, 'staff.changed')).length;
		await people.change(w.desk, w.admin, { id: someone.staffId, place: officer() });
		expect(await session.current(w.desk.db, id)).not.toBeNull();
		expect(await audited(w, 'staff.changed')).toHaveLength(before);
	});

	test('is nobody’s own, and never the last admin’s', async () => {
		const to = { ...officer(), role: 'auditor', unitId: null } as const;
		const own = await people.change(w.desk, w.admin, { id: w.admin.staffId, place: to });
		expect(own).toEqual(why({ why: 'own' }));
		expect(await people.disable(w.desk, w.admin, w.admin.staffId)).toEqual(why({ why: 'own' }));

		// an admin who was only invited could not take over
		await people.invite(w.desk, w.admin, invitation({ role: 'admin', unitId: null }));
		const second = await colleague('admin', { in: null });
		const first = { id: w.admin.staffId, place: to };
		await w.superuser`update staff set disabled_at = heard_now() where id = ${second.staffId}`;
		expect(await people.change(w.desk, second, first)).toEqual(why({ why: 'last_admin' }));
		expect(await people.disable(w.desk, second, w.admin.staffId)).toEqual(
			why({ why: 'last_admin' })
		);
	});

	test('of two admins who disable each other at once only one succeeds', async () => {
		const [one, two] = [
			await colleague('admin', { in: null }),
			await colleague('admin', { in: null })
		];
		await w.superuser`update staff set disabled_at = heard_now() where id = ${w.admin.staffId}`;
		const answers = await Promise.all([
			people.disable(w.desk, one, two.staffId),
			people.disable(w.desk, two, one.staffId)
		]);
		await w.superuser`update staff set disabled_at = null where id = ${w.admin.staffId}`;
		expect(answers.filter((answer) => answer?.kind === 'done')).toHaveLength(1);
		expect(answers).toContainEqual(why({ why: 'last_admin' }));
	});

	test('waits while the person supervises a unit', async () => {
		const to = { ...officer(), role: 'officer' } as const;
		const answer = await people.change(w.desk, w.admin, { id: w.finch.staffId, place: to });
		expect(answer).toEqual(why({ why: 'supervises', names: ['North'] }));
		expect(await people.disable(w.desk, w.admin, w.finch.staffId)).toEqual(answer);
	});
});

describe('a disabled account', () => {
	test('keeps nobody signed in, its sessions and set-up links end, and it can be enabled again', async () => {
		const someone = await colleague('officer');
		const id = await open(someone);
		await people.reset(w.desk, w.admin, { id: someone.staffId, what: 'password' });

		expect(await people.disable(w.desk, w.admin, someone.staffId)).toEqual({ kind: 'done' });
		expect(await session.current(w.desk.db, id)).toBeNull();
		// a session that was just being made
		expect(await session.current(w.desk.db, await open(someone))).toBeNull();
		const live = await w.superuser`
			select 1 from setup_link where staff_id = ${someone.staffId} and expires_at > heard_now()`;
		expect(live).toHaveLength(0);
		expect(await statusOf(someone.staffId)).toBe('disabled');

		expect(await people.enable(w.desk, w.admin, someone.staffId)).toEqual({ kind: 'done' });
		expect(await session.current(w.desk.db, id)).toBeNull();
		expect(await session.current(w.desk.db, await open(someone))).not.toBeNull();
	});

	test('is reset by nobody, and a reset shows its address to nobody', async () => {
		const someone = await colleague('officer');
		const at = { id: someone.staffId };
		for (const what of ['password', 'factor'] as const) {
			expect(await people.reset(w.desk, w.admin, { ...at, what })).toEqual({ kind: 'done' });
		}
		const mails = await w.superuser`
			select kind, box is not null as boxed from notice where staff_id = ${someone.staffId} order by kind`;
		expect([...mails]).toEqual([
			{ kind: 'factor_reset', boxed: true },
			{ kind: 'password_reset', boxed: true }
		]);
		await people.disable(w.desk, w.admin, someone.staffId);
		expect(await people.reset(w.desk, w.admin, { ...at, what: 'password' })).toEqual(
			why({ why: 'status' })
		);
	});
});

describe('being away', () => {
	test('begins and ends by the calendar of the agency', async () => {
		const someone = await colleague('officer');
		const [{ today } = { today: '' }] = await w.superuser<{ today: string }[]>`
			select to_char(heard_now() at time zone 'Europe/Brussels', 'YYYY-MM-DD') as today`;
		const at = { id: someone.staffId };
		const leave = { from: null, until: today };
		expect(await people.setAway(w.desk, w.finch, { ...at, leave })).toEqual({ kind: 'done' });
		expect(await statusOf(someone.staffId)).toBe('away');
		await w.clock.advance({ days: 2 });
		expect(await statusOf(someone.staffId)).toBe('active');
		await w.clock.reset();

		expect(await people.setBack(w.desk, w.finch, someone.staffId)).toEqual({ kind: 'done' });
		expect(await statusOf(someone.staffId)).toBe('active');
		const past = { from: null, until: '2020-01-01' };
		expect(await people.setAway(w.desk, w.admin, { ...at, leave: past })).toEqual({
			kind: 'days'
		});
		expect(await audited(w, 'staff.away')).toContainEqual({
			event: 'staff.away',
			by: w.finch.staffId,
			staff: someone.staffId
		});
	});

	test('and leaving wait until open lanes, high or critical, are handed over (OW5)', async () => {
		const caseId = await w.openCase();
		await w.answers(caseId, { SF1: '0', R1: ['kill'] });
		await w.works();
		const id = w.vale.staffId;
		const owned = why({ why: 'owns_lanes', count: 1 });
		const leave = { from: null, until: null };
		expect(await people.setAway(w.desk, w.finch, { id, leave })).toEqual(owned);
		expect(await people.disable(w.desk, w.admin, id)).toEqual(owned);
		const to = { ...officer(), role: 'auditor', unitId: null } as const;
		expect(await people.change(w.desk, w.admin, { id, place: to })).toEqual(owned);

		await w.superuser`update concern_lane set owner_id = ${w.reed.staffId}
			where case_id = ${caseId} and owner_id = ${id}`;
		expect(await people.setAway(w.desk, w.finch, { id, leave })).toEqual({ kind: 'done' });
		await people.setBack(w.desk, w.finch, id);
	});
});

describe('who sees whom', () => {
	const everybody: TeamFilter = people.everybody;
	const names = async (staff: team.Asking, filter: Partial<TeamFilter> = {}) =>
		(
			await people.list(w.desk, staff, { filter: { ...everybody, ...filter }, after: null })
		)?.rows.map(({ name }) => name);

	test('a supervisor sees the unit that is theirs, an admin and an auditor the agency', async () => {
		const south = await team.addUnit(
			{ ...w.desk, agencyId: w.agencyId },
			{ organisationId: policeId, name: 'South' }
		);
		const far = await colleague('officer', { in: south });
		expect(await people.read(w.desk, w.finch, far.staffId)).toBeNull();
		expect(await people.read(w.desk, w.finch, w.quill.staffId)).toBeNull();
		expect(await people.read(w.desk, w.finch, w.reed.staffId)).toMatchObject({
			scope: 'unit',
			name: 'Reed',
			acts: ['away'],
			choices: null
		});
		expect(await people.read(w.desk, w.auditor, far.staffId)).toMatchObject({ acts: [] });
		expect(await names(w.finch, { name: 'quill' })).toEqual([]);
		expect(await names(w.auditor, { name: 'QUILL' })).toEqual(['Quill']);
		for (const staff of [w.vale, w.quill, w.programme]) expect(await names(staff)).toBeUndefined();
	});

	test('a supervisor changes nobody, and every try is on record', async () => {
		const id = w.reed.staffId;
		const before = (await audited(w, 'access.denied')).length;
		const to = { ...officer(), role: 'supervisor' } as const;
		for (const staff of [w.finch, w.auditor]) {
			expect(await people.change(w.desk, staff, { id, place: to })).toBeNull();
			expect(await people.disable(w.desk, staff, id)).toBeNull();
			expect(await people.enable(w.desk, staff, id)).toBeNull();
			expect(await people.reset(w.desk, staff, { id, what: 'factor' })).toBeNull();
			expect(await people.inviteAgain(w.desk, staff, { id, way: 'print' })).toBeNull();
		}
		expect(await people.setBack(w.desk, w.auditor, id)).toBeNull();
		const denied = (await audited(w, 'access.denied')).slice(before);
		expect(denied).toHaveLength(11);
		expect(denied[0]).toEqual({
			event: 'access.denied',
			by: w.finch.staffId,
			object: id,
			route: '/desk/team/[id]'
		});
	});

	test('a search takes what is typed as it is, and pages lose nobody', async () => {
		expect(await names(w.admin, { name: '%' })).toEqual([]);
		expect(await names(w.admin, { name: '_' })).toEqual([]);
		for (let count = 0; count < 55; count++) await colleague('officer');
		const seen: string[] = [];
		let after: string | null = null;
		let pages = 0;
		do {
			const view: Awaited<ReturnType<typeof people.list>> = await people.list(w.desk, w.admin, {
				filter: everybody,
				after
			});
			expect(view?.isFirstPage).toBe(after === null);
			seen.push(...(view?.rows.map((row) => row.staffId) ?? []));
			after = view?.next ?? null;
			pages += 1;
		} while (after !== null);
		const [row] = await w.superuser<{ count: number }[]>`
			select count(*)::int as count from staff
			where agency_id = ${w.agencyId} and disabled_at is null`;
		expect(new Set(seen).size).toBe(seen.length);
		expect(seen).toHaveLength(row?.count ?? 0);
		expect(pages).toBeGreaterThan(1);
		expect(await names(w.admin, { status: 'disabled' })).not.toEqual([]);
	});
});

function open(person: { agencyId: typeof w.agencyId; staffId: typeof w.admin.staffId }) {
	return session.start(w.desk.db, person);
}

function hashIn(address: string, desk: Desk): Buffer {
	const token = parseToken(new URL(address).pathname.split('/').at(-1) ?? '');
	if (!token) throw new Error('no token');
	return Buffer.from(setupLinkHash(token, desk.pepper));
}
