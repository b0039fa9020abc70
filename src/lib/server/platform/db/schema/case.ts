import { sql } from 'drizzle-orm';
import {
	boolean,
	date,
	foreignKey,
	index,
	integer,
	pgTable,
	primaryKey,
	text,
	unique,
	uniqueIndex,
	uuid
} from 'drizzle-orm/pg-core';
import type {
	CaseId,
	NoteId,
	OrderId,
	OrganisationId,
	ProgrammeId,
	StaffId,
	UnitId
} from '#lib/domain/ids.ts';
import { agencyKey, organisation, staff, unit } from './agency.ts';
import { agency, bytea, madeAt, moment } from './columns.ts';

/** What the history of a case can say. Names live for ever. */
export const caseEventKinds = [
	'created',
	'imported',
	'changed',
	'reassigned',
	'order_added',
	'order_changed',
	'programme_changed',
	'plan_saved',
	'plan_confirmed',
	'link_issued',
	'card_shown',
	'message_sent',
	'message_failed',
	'talk_held',
	'judged',
	'shared',
	'call_asked',
	'break_glass',
	'closing_asked',
	'closing_agreed',
	'closing_challenged',
	'closing_answered',
	'closed',
	'reopened'
] as const;

/** One victim's protection after one intervention. No name is stored. */
export const caseTable = pgTable(
	'case',
	{
		agencyId: agency(),
		id: uuid().notNull().$type<CaseId>(),
		/** Reference of the police system. */
		reference: text().notNull(),
		/** The reference as it is searched: capitals and digits, without what stands between them. */
		referenceKey: text()
			.notNull()
			.generatedAlwaysAs(sql`upper(regexp_replace(reference, '[^[:alnum:]]', '', 'g'))`),
		unitId: uuid().notNull().$type<UnitId>(),
		responsibleOfficerId: uuid().notNull().$type<StaffId>(),
		deputyOfficerId: uuid().$type<StaffId>(),
		supportOrganisationId: uuid().$type<OrganisationId>(),
		supportWorkerId: uuid().$type<StaffId>(),
		/** Local calendar day of the intervention. */
		interventionOn: date({ mode: 'string' }).notNull(),
		intervention: text({ enum: ['call_out', 'arrest', 'barring_order', 'report', 'other'] })
			.notNull()
			.default('other'),
		openedAt: madeAt(),
		closedAt: moment(),
		/**
		 * Made with a reference that another case has which its maker may not see: it works like any
		 * other, and a supervisor decides. Null otherwise. Never shown to its maker.
		 */
		parkedAt: moment()
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.id] }),
		uniqueIndex('case_reference')
			.on(t.agencyId, t.reference)
			.where(sql`parked_at is null`),
		index('case_reference_begins').on(t.agencyId, sql`reference_key text_pattern_ops`),
		index('case_reference_ends').on(t.agencyId, sql`reverse(reference_key) text_pattern_ops`),
		index('case_by_reference').on(t.agencyId, t.reference, t.id),
		index('case_by_intervention').on(t.agencyId, t.interventionOn.desc(), t.id),
		index('case_parked')
			.on(t.agencyId, t.parkedAt)
			.where(sql`parked_at is not null`),
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
		// an organisation works the cases that no worker of it is named on
		index('case_of_organisation')
			.on(t.agencyId, t.supportOrganisationId)
			.where(sql`support_worker_id is null`),
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
		sessionsAttended: integer().notNull().default(0),
		/** Names the programme to its provider, who never learns the id of the case. */
		id: uuid()
			.notNull()
			.default(sql`gen_random_uuid()`)
			.$type<ProgrammeId>(),
		/** The perpetrator's reference at the provider. */
		reference: text(),
		workerId: uuid().$type<StaffId>(),
		referredOn: date({ mode: 'string' }),
		orderedByCourt: boolean().notNull().default(false)
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.caseId] }),
		unique('programme_id').on(t.agencyId, t.id),
		foreignKey({
			columns: [t.agencyId, t.workerId],
			foreignColumns: [staff.agencyId, staff.id]
		}),
		index().on(t.agencyId, t.organisationId, t.workerId),
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

/** One session of a programme, as its provider records it. */
export const programmeSession = pgTable(
	'programme_session',
	{
		agencyId: agency(),
		programmeId: uuid().notNull().$type<ProgrammeId>(),
		heldOn: date({ mode: 'string' }).notNull(),
		attended: boolean().notNull(),
		by: uuid().notNull().$type<StaffId>(),
		at: madeAt()
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.programmeId, t.heldOn] }),
		foreignKey({
			columns: [t.agencyId, t.programmeId],
			foreignColumns: [programme.agencyId, programme.id]
		}),
		foreignKey({ columns: [t.agencyId, t.by], foreignColumns: [staff.agencyId, staff.id] })
	]
);

/** "Please call": the one thing that police and provider say to each other. It has no text. */
export const callRequest = pgTable(
	'call_request',
	{
		agencyId: agency(),
		id: uuid().notNull(),
		programmeId: uuid().notNull().$type<ProgrammeId>(),
		/** Who is to call: the provider calls the officer, or the officer calls the provider. */
		caller: text({ enum: ['provider', 'officer'] }).notNull(),
		askedBy: uuid().notNull().$type<StaffId>(),
		askedAt: madeAt(),
		answeredBy: uuid().$type<StaffId>(),
		answeredAt: moment()
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.id] }),
		foreignKey({
			columns: [t.agencyId, t.programmeId],
			foreignColumns: [programme.agencyId, programme.id]
		}),
		foreignKey({ columns: [t.agencyId, t.askedBy], foreignColumns: [staff.agencyId, staff.id] }),
		foreignKey({ columns: [t.agencyId, t.answeredBy], foreignColumns: [staff.agencyId, staff.id] }),
		index().on(t.agencyId, t.programmeId)
	]
);

/** What happened to a case. Append-only; a reason, where one was written, is a sealed note. */
export const caseEvent = pgTable(
	'case_event',
	{
		agencyId: agency(),
		id: uuid().notNull(),
		caseId: uuid().notNull().$type<CaseId>(),
		kind: text({ enum: caseEventKinds }).notNull(),
		/** Null for the system. */
		by: uuid().$type<StaffId>(),
		/** Whom it is about: the new officer, for one. */
		about: uuid().$type<StaffId>(),
		noteId: uuid().$type<NoteId>(),
		at: madeAt()
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.id] }),
		foreignKey({
			columns: [t.agencyId, t.caseId],
			foreignColumns: [caseTable.agencyId, caseTable.id]
		}),
		foreignKey({ columns: [t.agencyId, t.by], foreignColumns: [staff.agencyId, staff.id] }),
		foreignKey({ columns: [t.agencyId, t.about], foreignColumns: [staff.agencyId, staff.id] }),
		index().on(t.agencyId, t.caseId, t.at)
	]
);

/** A case that is about to be closed, and who has agreed (queue.md 7). One row for each attempt. */
export const caseClosing = pgTable(
	'case_closing',
	{
		agencyId: agency(),
		id: uuid().notNull(),
		caseId: uuid().notNull().$type<CaseId>(),
		askedBy: uuid().notNull().$type<StaffId>(),
		askedAt: madeAt(),
		/** Why, as a sealed note. */
		noteId: uuid().notNull().$type<NoteId>(),
		supervisorId: uuid().$type<StaffId>(),
		supervisorAt: moment(),
		supportId: uuid().$type<StaffId>(),
		supportAt: moment(),
		challengedBy: uuid().$type<StaffId>(),
		challengedAt: moment(),
		challengeNoteId: uuid().$type<NoteId>(),
		answeredBy: uuid().$type<StaffId>(),
		answeredAt: moment(),
		answerNoteId: uuid().$type<NoteId>(),
		/** What the answer to a challenge says. */
		answer: text({ enum: ['stays_open', 'closes'] }),
		closedAt: moment(),
		withdrawnAt: moment()
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.id] }),
		foreignKey({
			columns: [t.agencyId, t.caseId],
			foreignColumns: [caseTable.agencyId, caseTable.id]
		}),
		uniqueIndex('case_closing_one_open')
			.on(t.agencyId, t.caseId)
			.where(sql`closed_at is null and withdrawn_at is null`)
	]
);
