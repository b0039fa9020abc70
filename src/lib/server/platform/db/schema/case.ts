import {
	date,
	foreignKey,
	index,
	integer,
	pgTable,
	primaryKey,
	text,
	unique,
	uuid
} from 'drizzle-orm/pg-core';
import type { CaseId, OrderId, OrganisationId, StaffId, UnitId } from '#lib/domain/ids.ts';
import { agencyKey, organisation, staff, unit } from './agency.ts';
import { agency, bytea, madeAt, moment } from './columns.ts';

/** One victim's protection after one intervention. No name is stored. */
export const caseTable = pgTable(
	'case',
	{
		agencyId: agency(),
		id: uuid().notNull().$type<CaseId>(),
		/** Reference of the police system. */
		reference: text().notNull(),
		unitId: uuid().notNull().$type<UnitId>(),
		responsibleOfficerId: uuid().notNull().$type<StaffId>(),
		deputyOfficerId: uuid().$type<StaffId>(),
		supportOrganisationId: uuid().$type<OrganisationId>(),
		supportWorkerId: uuid().$type<StaffId>(),
		/** Local calendar day of the intervention. */
		interventionOn: date({ mode: 'string' }).notNull(),
		openedAt: madeAt(),
		closedAt: moment()
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.id] }),
		unique().on(t.agencyId, t.reference),
		foreignKey({ columns: [t.agencyId, t.unitId], foreignColumns: [unit.agencyId, unit.id] }),
		foreignKey({
			columns: [t.agencyId, t.responsibleOfficerId],
			foreignColumns: [staff.agencyId, staff.id]
		}),
		foreignKey({
			columns: [t.agencyId, t.deputyOfficerId],
			foreignColumns: [staff.agencyId, staff.id]
		}),
		foreignKey({
			columns: [t.agencyId, t.supportOrganisationId],
			foreignColumns: [organisation.agencyId, organisation.id]
		}),
		foreignKey({
			columns: [t.agencyId, t.supportWorkerId],
			foreignColumns: [staff.agencyId, staff.id]
		}),
		index().on(t.agencyId, t.responsibleOfficerId),
		index().on(t.agencyId, t.deputyOfficerId),
		index().on(t.agencyId, t.supportWorkerId),
		index().on(t.agencyId, t.unitId)
	]
);

/** The case's X25519 pair. Deleting this row makes the case's answers unreadable for ever. */
export const caseKey = pgTable(
	'case_key',
	{
		agencyId: agency(),
		caseId: uuid().notNull().$type<CaseId>(),
		agencyKeyNumber: integer().notNull(),
		publicKey: bytea().notNull(),
		privateSealed: bytea().notNull()
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.caseId] }),
		foreignKey({
			columns: [t.agencyId, t.caseId],
			foreignColumns: [caseTable.agencyId, caseTable.id]
		}),
		foreignKey({
			columns: [t.agencyId, t.agencyKeyNumber],
			foreignColumns: [agencyKey.agencyId, agencyKey.number]
		})
	]
);

/** What the case knows that must not be plain: children, order terms, pregnancy, weapons … Sealed. */
export const caseFacts = pgTable(
	'case_facts',
	{
		agencyId: agency(),
		caseId: uuid().notNull().$type<CaseId>(),
		version: integer().notNull(),
		sealed: bytea().notNull(),
		changedAt: madeAt()
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.caseId] }),
		foreignKey({
			columns: [t.agencyId, t.caseId],
			foreignColumns: [caseTable.agencyId, caseTable.id]
		})
	]
);

/** A protective measure. Its terms are part of the sealed case facts. */
export const order = pgTable(
	'order',
	{
		agencyId: agency(),
		id: uuid().notNull().$type<OrderId>(),
		caseId: uuid().notNull().$type<CaseId>(),
		kind: text({ enum: ['barring', 'protection', 'bail', 'other'] }).notNull(),
		state: text({ enum: ['asked', 'live', 'ended', 'refused'] }).notNull(),
		fromAt: moment().notNull(),
		toAt: moment()
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.id] }),
		foreignKey({
			columns: [t.agencyId, t.caseId],
			foreignColumns: [caseTable.agencyId, caseTable.id]
		}),
		index().on(t.agencyId, t.caseId)
	]
);

/** The perpetrator's programme, as its provider tells it. */
export const programme = pgTable(
	'programme',
	{
		agencyId: agency(),
		caseId: uuid().notNull().$type<CaseId>(),
		organisationId: uuid().notNull().$type<OrganisationId>(),
		status: text({
			enum: ['referred', 'attending', 'completed', 'suspended', 'dropped']
		}).notNull(),
		statusAt: madeAt(),
		sessionsDue: integer().notNull().default(0),
		sessionsAttended: integer().notNull().default(0)
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.caseId] }),
		foreignKey({
			columns: [t.agencyId, t.caseId],
			foreignColumns: [caseTable.agencyId, caseTable.id]
		}),
		foreignKey({
			columns: [t.agencyId, t.organisationId],
			foreignColumns: [organisation.agencyId, organisation.id]
		})
	]
);
