import { createHash } from 'node:crypto';
import { generateIdFromEntropySize, Lucia, TimeSpan, type Adapter } from 'lucia';
import { v7 as uuid } from 'uuid';
import type { StaffId } from '#lib/domain/ids.ts';
import type { ListedSession } from '#lib/domain/sign-in/index.ts';
import {
	withAgency,
	type Database,
	type Runner,
	type Transaction
} from '#lib/server/platform/db/client.ts';
import type { SignedIn } from './signed-in.ts';
import * as steps from './steps/index.ts';
import * as store from './store.ts';

// The one file that knows Lucia, which is no longer developed: it makes the ids and asks our
// adapter. Cookies, both limits and the list are ours. See threat model, section 6.

type StaffRow = Omit<SignedIn, 'session' | 'steppedUp'>;
type SessionRow = store.FoundSession;

declare module 'lucia' {
	interface Register {
		UserId: StaffId;
		Lucia: Lucia<SessionRow, { person: StaffRow }>;
		DatabaseSessionAttributes: SessionRow;
		DatabaseUserAttributes: StaffRow;
	}
}

// The database has judged both limits with its own clock before Lucia sees a row. A moment that no
// clock of this process reaches keeps Lucia from judging again, and from sliding the end for ever.
const NEVER = new Date(8_640_000_000_000_000);

/** What the database holds: SHA-256 of 200 random bits. A dump signs nobody in. */
function hashOf(id: string): string {
	return createHash('sha256').update(id).digest('base64url');
}

const notUsed = () => {
	throw new Error('sessions are listed and ended by handle: what the database holds is no id');
};

function adapter(runner: Runner, withStaff: (row: store.Person) => Promise<StaffRow | null>) {
	return {
		async getSessionAndUser(id) {
			const row = await store.findSession(runner, hashOf(id));
			const person = row && (await withStaff(row));
			if (!row || !person) return [null, null];
			return [
				{ id, userId: row.staffId, expiresAt: NEVER, attributes: row },
				{ id: row.staffId, attributes: person }
			];
		},
		async setSession({ id, attributes: { agencyId, staffId, handle } }) {
			await store.addSession(runner, { idHash: hashOf(id), agencyId, staffId, handle });
		},
		updateSessionExpiration: async () => {},
		getUserSessions: notUsed,
		deleteSession: notUsed,
		deleteUserSessions: notUsed,
		deleteExpiredSessions: notUsed
	} satisfies Adapter;
}

function lucia(runner: Runner, withStaff: (row: store.Person) => Promise<StaffRow | null>) {
	return new Lucia(adapter(runner, withStaff), {
		sessionExpiresIn: new TimeSpan(12, 'h'),
		getSessionAttributes: (row: SessionRow) => row,
		getUserAttributes: (person: StaffRow) => ({ person })
	});
}

/** Signs in: returns the id for the cookie, which is stored nowhere. Audited by the caller, before. */
export async function start(runner: Runner, person: store.Person): Promise<string> {
	const { agencyId, staffId } = person;
	const { id } = await lucia(runner, async () => null).createSession(staffId, {
		agencyId,
		staffId,
		handle: uuid(),
		isStale: false,
		steppedUp: true
	});
	return id;
}

/** Who is behind a cookie, or null: unknown, ended, 15 minutes idle, 12 hours old, or disabled. */
export async function current(db: Database, id: string): Promise<SignedIn | null> {
	const found = await find(db, id);
	if (found?.isStale) await store.markSeen(db, hashOf(id));
	return found?.person ?? null;
}

/** As `current`, for what runs in the background: an open page alone must not keep one signed in. */
export async function peek(db: Database, id: string): Promise<SignedIn | null> {
	return (await find(db, id))?.person ?? null;
}

async function find(db: Database, id: string) {
	const withStaff = (row: store.Person) =>
		withAgency(db, row.agencyId, (tx) => store.findStaff(tx, row));
	const { session, user } = await lucia(db, withStaff).validateSession(id);
	if (!session) return null;
	const { handle, steppedUp } = session;
	const person: SignedIn = { ...user.person, session: handle, steppedUp };
	return { isStale: session.isStale, person };
}

/**
 * The same session with a new id: whoever knew the old one has nothing. Null when it has ended
 * meanwhile, which nothing can undo.
 */
export async function renew(tx: Transaction, person: SignedIn): Promise<string | null> {
	// 200 bits, as Lucia makes them for a new session
	const id = generateIdFromEntropySize(25);
	const { agencyId, staffId, session: handle } = person;
	const isRenewed = await store.renewSession(tx, { agencyId, staffId, handle, idHash: hashOf(id) });
	return isRenewed ? id : null;
}

/** After a second factor: renewed, and what asks for one just shown is open for five minutes. */
export async function stepUp(tx: Transaction, person: SignedIn): Promise<string | null> {
	await store.markSteppedUp(tx, person, person.session);
	return renew(tx, person);
}

/** The live sessions of a person, the last used first. */
export async function list(db: Runner, person: SignedIn): Promise<ListedSession[]> {
	const rows = await store.listSessions(db, person);
	return rows.map((row) => ({ ...row, isThis: row.handle === person.session }));
}

/** Ends one session of this person, by the handle that the list shows. */
export async function end(runner: Runner, person: store.Person, handle: string): Promise<void> {
	await store.deleteSession(runner, person, handle);
}

/**
 * Ends all but this one, and whatever was begun: when this person changed a password or a factor, in
 * that transaction.
 */
export async function endOthers(tx: Transaction, person: SignedIn): Promise<void> {
	await steps.endAll(tx, person);
	await store.deleteOtherSessions(tx, person, person.session);
}

/**
 * Ends all, and whatever was begun on the way to one: when a person is disabled, or role, agency,
 * password or factor changed, in that transaction. A step left open on some desk would set a factor
 * later without the password.
 */
export async function endAll(tx: Transaction, person: store.Person): Promise<void> {
	await steps.endAll(tx, person);
	await store.deleteSessions(tx, person);
}
