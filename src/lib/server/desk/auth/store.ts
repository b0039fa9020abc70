import { and, desc, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { AgencyId, StaffId } from '#lib/domain/ids.ts';
import type { Runner, Transaction } from '#lib/server/platform/db/client.ts';
import { agencyTable, session, signIn, staff } from '#lib/server/platform/db/schema/index.ts';
import type { SignedIn } from './signed-in.ts';

/** Without a request for so long, or signed in for so long: signed out. The database judges. */
const IDLE = sql`interval '15 minutes'`;
const LONGEST = sql`interval '12 hours'`;
const isLive = sql`(${session.seenAt} > heard_now() - ${IDLE} and ${session.createdAt} > heard_now() - ${LONGEST})`;
/** Every request moves the idle limit, but it is written at most so often. */
const isStale = sql<boolean>`(${session.seenAt} < heard_now() - interval '1 minute')`;

/** Showing the second factor counts for so long. */
const isSteppedUp = sql<boolean>`coalesce(${session.steppedUpAt} > heard_now() - interval '5 minutes', false)`;

/** Tries at signing in are counted for so long. */
const WINDOW = sql`interval '15 minutes'`;

export type Person = { agencyId: AgencyId; staffId: StaffId };
export type FoundSession = Person & { handle: string; isStale: boolean; steppedUp: boolean };

export async function findSession(db: Runner, idHash: string): Promise<FoundSession | null> {
	const [found] = await db
		.select({
			handle: session.handle,
			agencyId: session.agencyId,
			staffId: session.staffId,
			isStale,
			steppedUp: isSteppedUp
		})
		.from(session)
		.where(and(eq(session.idHash, idHash), isLive));
	return found ?? null;
}

/** Null when there is no such person any more, or they were disabled. */
export async function findStaff(
	tx: Transaction,
	{ agencyId, staffId }: Person
): Promise<Omit<SignedIn, 'session' | 'steppedUp'> | null> {
	const [found] = await tx
		.select({
			agencyId: staff.agencyId,
			staffId: staff.id,
			role: staff.role,
			organisationId: staff.organisationId,
			unitId: staff.unitId,
			name: staff.name,
			languages: staff.languages,
			timeZone: sql<string>`${agencyTable.intakeSettings} ->> 'timeZone'`
		})
		.from(staff)
		.innerJoin(agencyTable, eq(agencyTable.id, staff.agencyId))
		.where(and(eq(staff.agencyId, agencyId), eq(staff.id, staffId), isNull(staff.disabledAt)));
	return found ?? null;
}

/** It begins with a second factor just shown; in the demo with the password, which stands for it. */
export async function addSession(
	db: Runner,
	row: Person & { idHash: string; handle: string }
): Promise<void> {
	await db.insert(session).values({ ...row, steppedUpAt: sql`heard_now()` });
}

/** A new id for the same session: its 12 hours run on. False when it has ended meanwhile. */
export async function renewSession(
	tx: Transaction,
	{ agencyId, staffId, handle, idHash }: Person & { handle: string; idHash: string }
): Promise<boolean> {
	const renewed = await tx
		.update(session)
		.set({ idHash })
		.where(
			and(
				eq(session.handle, handle),
				eq(session.agencyId, agencyId),
				eq(session.staffId, staffId),
				isLive
			)
		);
	return renewed.count === 1;
}

/** A row that was deleted meanwhile stays deleted. */
export async function markSeen(db: Runner, idHash: string): Promise<void> {
	await db
		.update(session)
		.set({ seenAt: sql`heard_now()` })
		.where(and(eq(session.idHash, idHash), isLive, isStale));
}

export async function listSessions(db: Runner, { agencyId, staffId }: Person) {
	return db
		.select({ handle: session.handle, createdAt: session.createdAt, seenAt: session.seenAt })
		.from(session)
		.where(and(eq(session.agencyId, agencyId), eq(session.staffId, staffId), isLive))
		.orderBy(desc(session.seenAt));
}

/** Only a session of this person, whatever the handle says. */
export async function deleteSession(
	db: Runner,
	{ agencyId, staffId }: Person,
	handle: string
): Promise<void> {
	await db
		.delete(session)
		.where(
			and(eq(session.handle, handle), eq(session.agencyId, agencyId), eq(session.staffId, staffId))
		);
}

export async function deleteSessions(db: Runner, { agencyId, staffId }: Person): Promise<void> {
	await db.delete(session).where(and(eq(session.agencyId, agencyId), eq(session.staffId, staffId)));
}

export async function markSteppedUp(
	tx: Transaction,
	{ agencyId, staffId }: Person,
	handle: string
): Promise<void> {
	await tx
		.update(session)
		.set({ steppedUpAt: sql`heard_now()` })
		.where(
			and(
				eq(session.handle, handle),
				eq(session.agencyId, agencyId),
				eq(session.staffId, staffId),
				isLive
			)
		);
}

export async function deleteOtherSessions(
	tx: Transaction,
	{ agencyId, staffId }: Person,
	handle: string
): Promise<void> {
	await tx
		.delete(session)
		.where(
			and(eq(session.agencyId, agencyId), eq(session.staffId, staffId), ne(session.handle, handle))
		);
}

export async function findSignIn(db: Runner, emailHash: Uint8Array) {
	const [found] = await db
		.select({
			agencyId: signIn.agencyId,
			staffId: signIn.staffId,
			passwordHash: signIn.passwordHash
		})
		.from(signIn)
		.where(eq(signIn.emailHash, emailHash));
	return found ?? null;
}

export type Account = { email: string; name: string; passwordHash: string | null };

/** What somebody signs in with. Null when they were disabled. */
export async function findAccount(
	tx: Transaction,
	{ agencyId, staffId }: Person
): Promise<Account | null> {
	const [found] = await tx
		.select({ email: staff.email, name: staff.name, passwordHash: signIn.passwordHash })
		.from(staff)
		.innerJoin(signIn, and(eq(signIn.agencyId, staff.agencyId), eq(signIn.staffId, staff.id)))
		.where(and(eq(staff.agencyId, agencyId), eq(staff.id, staffId), isNull(staff.disabledAt)));
	return found ?? null;
}

export async function setPassword(
	tx: Transaction,
	{ agencyId, staffId, passwordHash }: Person & { passwordHash: string }
): Promise<void> {
	await tx
		.update(signIn)
		.set({ passwordHash })
		.where(and(eq(signIn.agencyId, agencyId), eq(signIn.staffId, staffId)));
}

/** Counts one try in each bucket and returns the counts, in the order of the keys. */
export async function countTries(db: Runner, keys: Uint8Array[]): Promise<number[]> {
	const counts: number[] = [];
	// one after the other, always in this order: two at once must not wait for each other
	for (const key of keys) {
		const [row] = await db.execute<{ count: number }>(sql`
			insert into sign_in_throttle (key, count, expires_at) values (${key}, 1, heard_now() + ${WINDOW})
			on conflict (key) do update set
				count = case when sign_in_throttle.expires_at <= heard_now()
					then 1 else sign_in_throttle.count + 1 end,
				expires_at = case when sign_in_throttle.expires_at <= heard_now()
					then excluded.expires_at else sign_in_throttle.expires_at end
			returning count`);
		if (!row) throw new Error('the try was not counted');
		counts.push(row.count);
	}
	return counts;
}

/** A right password costs nothing: only misses count. */
export async function giveBack(tx: Transaction, keys: Uint8Array[]): Promise<void> {
	await tx.execute(sql`
		update sign_in_throttle set count = greatest(count - 1, 0)
		where ${inArray(sql`key`, keys)}`);
}
