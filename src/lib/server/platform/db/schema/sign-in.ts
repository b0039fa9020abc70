import {
	bigint,
	foreignKey,
	index,
	integer,
	pgTable,
	primaryKey,
	text,
	unique,
	uuid
} from 'drizzle-orm/pg-core';
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
		/** argon2id. Null while an invitation is open: nobody signs in by it. */
		passwordHash: text()
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
		seenAt: madeAt(),
		/** When a second factor was last shown in this session. Step-up asks for one within 5 minutes. */
		steppedUpAt: moment()
	},
	(t) => [
		foreignKey({ columns: [t.agencyId, t.staffId], foreignColumns: [staff.agencyId, staff.id] })
	]
);

/** A passkey: the public half. It signs in only beside the password, with user verification. */
export const passkey = pgTable(
	'passkey',
	{
		agencyId: agency(),
		id: uuid().notNull(),
		staffId: uuid().notNull().$type<StaffId>(),
		credentialId: bytea().notNull(),
		publicKey: bytea().notNull(),
		/** Signatures that the device has made, as it counts them; 0 where it does not count. */
		counter: bigint({ mode: 'number' }).notNull(),
		transports: text().array().notNull().default([]),
		/** What its owner calls it. */
		name: text().notNull(),
		madeAt: madeAt(),
		usedAt: moment(),
		removedAt: moment()
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.id] }),
		unique().on(t.agencyId, t.credentialId),
		foreignKey({ columns: [t.agencyId, t.staffId], foreignColumns: [staff.agencyId, staff.id] }),
		index().on(t.agencyId, t.staffId)
	]
);

/** The secret behind one-time codes, boxed under the agency's box key. Each step counts once. */
export const totp = pgTable(
	'totp',
	{
		agencyId: agency(),
		staffId: uuid().notNull().$type<StaffId>(),
		secretBox: bytea().notNull(),
		/** The last step of 30 s that was used: the same code never signs in twice. */
		lastStep: bigint({ mode: 'number' }).notNull().default(0),
		madeAt: madeAt(),
		/** When a code of it was first right; null: set up and never proved, so worth nothing. */
		confirmedAt: moment(),
		removedAt: moment()
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.staffId] }),
		foreignKey({ columns: [t.agencyId, t.staffId], foreignColumns: [staff.agencyId, staff.id] })
	]
);

/** A code for the day on which the second factor is lost. Each works once. */
export const recoveryCode = pgTable(
	'recovery_code',
	{
		agencyId: agency(),
		id: uuid().notNull(),
		staffId: uuid().notNull().$type<StaffId>(),
		/** Keyed by the pepper: a dump alone cannot test a code. */
		codeHash: bytea().notNull(),
		madeAt: madeAt(),
		usedAt: moment()
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.id] }),
		foreignKey({ columns: [t.agencyId, t.staffId], foreignColumns: [staff.agencyId, staff.id] }),
		index().on(t.agencyId, t.staffId)
	]
);

/**
 * Between the right password and the second factor, and every challenge that a passkey has to sign.
 * It is no session: nothing of the desk opens with it.
 */
export const signInStep = pgTable(
	'sign_in_step',
	{
		agencyId: agency(),
		/** SHA-256 of what the cookie or the form holds. */
		idHash: text().notNull(),
		staffId: uuid().notNull().$type<StaffId>(),
		purpose: text({ enum: ['sign_in', 'set_up', 'step_up', 'add_passkey'] }).notNull(),
		/** What a passkey has to sign, once; null where none was asked for. */
		challenge: bytea(),
		tries: integer().notNull().default(0),
		expiresAt: moment().notNull(),
		usedAt: moment()
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.idHash] }),
		foreignKey({ columns: [t.agencyId, t.staffId], foreignColumns: [staff.agencyId, staff.id] })
	]
);

/** A one-time way to set a password or a second factor: an invitation, or a reset by an admin. */
export const setupLink = pgTable(
	'setup_link',
	{
		/** Keyed by the pepper, as for the links of victims. */
		hash: bytea().primaryKey(),
		agencyId: agency(),
		staffId: uuid().notNull().$type<StaffId>(),
		purpose: text({ enum: ['invitation', 'password', 'factor'] }).notNull(),
		/** Null: made by the command line. */
		madeBy: uuid().$type<StaffId>(),
		madeAt: madeAt(),
		expiresAt: moment().notNull(),
		usedAt: moment()
	},
	(t) => [
		foreignKey({ columns: [t.agencyId, t.staffId], foreignColumns: [staff.agencyId, staff.id] }),
		index().on(t.agencyId, t.staffId)
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
