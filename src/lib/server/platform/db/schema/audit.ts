import { sql } from 'drizzle-orm';
import { bigint, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { agencyTable } from './agency.ts';
import { agency, bytea, madeAt, moment } from './columns.ts';

/** One chain an agency. Written by audit_append() only. */
export const auditEvent = pgTable(
	'audit_event',
	{
		agencyId: agency().references(() => agencyTable.id),
		seq: bigint({ mode: 'number' }).notNull(),
		at: moment().notNull(),
		/** Canonical JSON. Ids and codes, never words of hers. */
		body: text().notNull(),
		prev: bytea().notNull(),
		hash: bytea().notNull()
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.seq] }),
		// few among millions, and a supervisor asks for them: who tried a case that is kept from them
		index('audit_denied')
			.on(t.agencyId, t.seq)
			.where(sql`body like '{"event":"access.denied"%'`)
	]
);

export const auditHead = pgTable('audit_head', {
	agencyId: agency()
		.primaryKey()
		.references(() => agencyTable.id),
	seq: bigint({ mode: 'number' }).notNull(),
	at: moment().notNull(),
	hash: bytea().notNull()
});

/** What intake did, until the worker chains it: a broken chain must never block a victim. */
export const auditPending = pgTable(
	'audit_pending',
	{
		agencyId: agency().references(() => agencyTable.id),
		id: uuid().notNull(),
		body: text().notNull(),
		at: madeAt()
	},
	(t) => [primaryKey({ columns: [t.agencyId, t.id] })]
);

/** When a part of the worker last finished a round; `/healthz` reads it. */
export const heartbeat = pgTable(
	'heartbeat',
	{
		agencyId: agency().references(() => agencyTable.id),
		part: text().notNull(),
		at: madeAt()
	},
	(t) => [primaryKey({ columns: [t.agencyId, t.part] })]
);
