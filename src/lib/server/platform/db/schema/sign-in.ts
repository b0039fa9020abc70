import { foreignKey, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { StaffId } from '#lib/domain/ids.ts';
import { staff } from './agency.ts';
import { agency, bytea, madeAt, moment } from './columns.ts';

/** Finds a staff member by a keyed hash of the e-mail, before the agency is known. */
export const signIn = pgTable(
	'sign_in',
	{
		emailHash: bytea().primaryKey(),
		agencyId: agency(),
		staffId: uuid().notNull().$type<StaffId>(),
		/** argon2id. The second factor gets columns of its own beside it. */
		passwordHash: text().notNull()
	},
	(t) => [
		foreignKey({ columns: [t.agencyId, t.staffId], foreignColumns: [staff.agencyId, staff.id] })
	]
);

/** A signed-in browser. `idHash` is SHA-256 of what the cookie holds: a dump signs nobody in. */
export const session = pgTable(
	'session',
	{
		idHash: text().primaryKey(),
		/** Names the session in lists, and signs in nobody. */
		handle: uuid().notNull(),
		agencyId: agency(),
		staffId: uuid().notNull().$type<StaffId>(),
		createdAt: madeAt(),
		seenAt: madeAt()
	},
	(t) => [
		foreignKey({ columns: [t.agencyId, t.staffId], foreignColumns: [staff.agencyId, staff.id] })
	]
);

const counts = () => ({
	/** A keyed hash: no address of a network or a person is stored. */
	key: bytea().primaryKey(),
	count: integer().notNull(),
	expiresAt: moment().notNull()
});

/** Misses on links per network. Intake's. */
export const throttle = pgTable('throttle', counts());

/** Tries to sign in per account and per network. The desk's: who owns intake must not clear them. */
export const signInThrottle = pgTable('sign_in_throttle', counts());
