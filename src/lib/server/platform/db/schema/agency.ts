import {
	boolean,
	foreignKey,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	text,
	uuid,
	type PgTableExtraConfigValue
} from 'drizzle-orm/pg-core';
import type { AgencyId, OrganisationId, StaffId, UnitId } from '#lib/domain/ids.ts';
import type { DeskSettings, IntakeSettings } from '#lib/domain/settings/index.ts';
import { agency, bytea, madeAt, moment } from './columns.ts';

/** The tenant: one police area with its partners. */
export const agencyTable = pgTable('agency', {
	id: uuid().primaryKey().$type<AgencyId>(),
	name: text().notNull(),
	/** What a visit shows: the only part of an agency that intake may read. */
	intakeSettings: jsonb().notNull().$type<IntakeSettings>(),
	deskSettings: jsonb().notNull().$type<DeskSettings>(),
	madeAt: madeAt()
});

/** The agency's X25519 pairs, private halves boxed under the KEK. */
export const agencyKey = pgTable(
	'agency_key',
	{
		agencyId: agency().references(() => agencyTable.id),
		number: integer().notNull(),
		publicKey: bytea().notNull(),
		privateBox: bytea().notNull(),
		recoverySealed: bytea(),
		madeAt: madeAt()
	},
	(t) => [primaryKey({ columns: [t.agencyId, t.number] })]
);

/** The agency's symmetric key for measures and headlines, boxed under the KEK. */
export const boxKey = pgTable(
	'box_key',
	{
		agencyId: agency().references(() => agencyTable.id),
		number: integer().notNull(),
		keyBox: bytea().notNull(),
		recoverySealed: bytea(),
		madeAt: madeAt()
	},
	(t) => [primaryKey({ columns: [t.agencyId, t.number] })]
);

export const organisation = pgTable(
	'organisation',
	{
		agencyId: agency().references(() => agencyTable.id),
		id: uuid().notNull().$type<OrganisationId>(),
		kind: text({ enum: ['police', 'support', 'programme'] }).notNull(),
		name: text().notNull(),
		/** Keeps its own confidentiality: she may choose that only it sees her answers (CN1). */
		confidential: boolean().notNull().default(false),
		/** Of a support organisation: signs a sharing that she did not agree to (queue.md SL4). */
		leadId: uuid().$type<StaffId>()
	},
	// the type is written out because organisations and staff point at each other
	(t): PgTableExtraConfigValue[] => [
		primaryKey({ columns: [t.agencyId, t.id] }),
		foreignKey({ columns: [t.agencyId, t.leadId], foreignColumns: [staff.agencyId, staff.id] })
	]
);

export const unit = pgTable(
	'unit',
	{
		agencyId: agency(),
		id: uuid().notNull().$type<UnitId>(),
		organisationId: uuid().notNull().$type<OrganisationId>(),
		name: text().notNull(),
		/** Works the lane `supervisor` of this unit's cases. */
		supervisorId: uuid().$type<StaffId>()
	},
	// the type is written out because units and staff point at each other
	(t): PgTableExtraConfigValue[] => [
		primaryKey({ columns: [t.agencyId, t.id] }),
		foreignKey({
			columns: [t.agencyId, t.organisationId],
			foreignColumns: [organisation.agencyId, organisation.id]
		}),
		foreignKey({
			columns: [t.agencyId, t.supervisorId],
			foreignColumns: [staff.agencyId, staff.id]
		})
	]
);

/** A person who signs in. */
export const staff = pgTable(
	'staff',
	{
		agencyId: agency(),
		id: uuid().notNull().$type<StaffId>(),
		organisationId: uuid().notNull().$type<OrganisationId>(),
		unitId: uuid().$type<UnitId>(),
		role: text({
			enum: ['officer', 'supervisor', 'support_worker', 'programme_worker', 'admin', 'auditor']
		}).notNull(),
		name: text().notNull(),
		email: text().notNull(),
		/** Languages that this person reads, for F-TEXT-LANG. */
		languages: text().array().notNull().default(['en']),
		/** Away from duty: cases of an officer who is away are shown to the supervisor. Null: not away. */
		awayFrom: moment(),
		/** Null with `awayFrom`: until somebody says otherwise. */
		awayUntil: moment(),
		disabledAt: moment()
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.id] }),
		foreignKey({
			columns: [t.agencyId, t.organisationId],
			foreignColumns: [organisation.agencyId, organisation.id]
		}),
		foreignKey({ columns: [t.agencyId, t.unitId], foreignColumns: [unit.agencyId, unit.id] })
	]
);
