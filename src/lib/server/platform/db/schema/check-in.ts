import { sql } from 'drizzle-orm';
import {
	boolean,
	check,
	foreignKey,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	smallint,
	text,
	unique,
	uniqueIndex,
	uuid
} from 'drizzle-orm/pg-core';
import type {
	CaseId,
	CheckInId,
	DraftId,
	LinkId,
	ResponseId,
	RevisionId,
	StaffId,
	TalkId
} from '#lib/domain/ids.ts';
import type { FormFacts } from '#lib/domain/questionnaire/index.ts';
import { staff } from './agency.ts';
import { caseTable } from './case.ts';
import { agency, bytea, madeAt, moment } from './columns.ts';

/** One round of questions that falls due. */
export const checkIn = pgTable(
	'check_in',
	{
		agencyId: agency(),
		id: uuid().notNull().$type<CheckInId>(),
		caseId: uuid().notNull().$type<CaseId>(),
		/** T3, T14 … of the schedule, or `extra`. */
		point: text({ enum: ['T3', 'T14', 'T30', 'T90', 'T182', 'T365', 'event', 'extra'] }).notNull(),
		state: text({
			enum: ['planned', 'offered', 'started', 'sent', 'declined', 'silent', 'reached', 'cancelled']
		}).notNull(),
		dueAt: moment().notNull(),
		madeAt: madeAt()
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.id] }),
		foreignKey({
			columns: [t.agencyId, t.caseId],
			foreignColumns: [caseTable.agencyId, caseTable.id]
		}),
		unique('check_in_of_case').on(t.agencyId, t.id, t.caseId),
		index().on(t.agencyId, t.caseId, t.dueAt)
	]
);

/** The answers of one check-in, shared by all its links and by assisted mode. Made with it. */
export const response = pgTable(
	'response',
	{
		agencyId: agency(),
		id: uuid().notNull().$type<ResponseId>(),
		checkInId: uuid().notNull().$type<CheckInId>(),
		caseId: uuid().notNull().$type<CaseId>()
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.id] }),
		unique().on(t.agencyId, t.checkInId),
		// what points at a response names its case and check-in too, and cannot name others
		unique('response_of_case').on(t.agencyId, t.id, t.caseId),
		unique('response_of_check_in').on(t.agencyId, t.id, t.checkInId, t.caseId),
		foreignKey({
			name: 'response_in_check_in',
			columns: [t.agencyId, t.checkInId, t.caseId],
			foreignColumns: [checkIn.agencyId, checkIn.id, checkIn.caseId]
		}),
		index().on(t.agencyId, t.caseId)
	]
);

/** The one-time way into one check-in. The token itself is nowhere in the database. */
export const link = pgTable(
	'link',
	{
		agencyId: agency(),
		id: uuid().notNull().$type<LinkId>(),
		pepperNo: smallint().notNull(),
		checkInId: uuid().notNull().$type<CheckInId>(),
		caseId: uuid().notNull().$type<CaseId>(),
		casePublicKey: bytea().notNull(),
		responseId: uuid().notNull().$type<ResponseId>(),
		questionnaireVersion: text().notNull(),
		/** Under the pepper: who writes here without it cannot exchange the key or the case. */
		placeMac: bytea().notNull(),
		locale: text().notNull(),
		/** Null when the link has ended: they speak of an order and of children. */
		formFacts: jsonb().$type<FormFacts>(),
		state: text({ enum: ['open', 'sent', 'revoked', 'locked'] })
			.notNull()
			.default('open'),
		expiresAt: moment().notNull(),
		/** Null for a link without a PIN. */
		pinVerifier: bytea(),
		triesLeft: smallint().notNull().default(5),
		triedAt: moment(),
		openedAt: moment(),
		/** Card and code came from one hand: whoever issued it could answer in her place. */
		oneHand: boolean().notNull().default(false),
		/** How the address reaches her. `aloud`: read to her, over the phone or across a table. */
		way: text({ enum: ['card', 'aloud', 'sms', 'email'] })
			.notNull()
			.default('card'),
		/** Who has seen the address, for a card that another person shows. Null: nobody, or one hand. */
		addressShownTo: uuid().$type<StaffId>(),
		addressShownAt: moment(),
		issuedBy: uuid().$type<StaffId>(),
		issuedAt: madeAt()
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.id] }),
		foreignKey({
			name: 'link_in_response',
			columns: [t.agencyId, t.responseId, t.checkInId, t.caseId],
			foreignColumns: [response.agencyId, response.id, response.checkInId, response.caseId]
		}),
		foreignKey({
			columns: [t.agencyId, t.issuedBy],
			foreignColumns: [staff.agencyId, staff.id]
		}),
		index().on(t.agencyId, t.checkInId),
		// the sweeps: links whose tries ran out, and links at their end that still hold form facts
		index('link_out_of_tries')
			.on(t.triedAt)
			.where(sql`state = 'open' and tries_left <= 0`),
		index('link_with_form_facts')
			.on(t.expiresAt)
			.where(sql`form_facts is not null`)
	]
);

/** Finds a link by KDF(token, pepper). */
export const linkLookup = pgTable(
	'link_lookup',
	{
		hash: bytea().primaryKey(),
		agencyId: agency(),
		linkId: uuid().notNull().$type<LinkId>()
	},
	(t) => [
		foreignKey({ columns: [t.agencyId, t.linkId], foreignColumns: [link.agencyId, link.id] }),
		index().on(t.agencyId, t.linkId)
	]
);

/** One browser session on a link. */
export const visit = pgTable(
	'visit',
	{
		/** SHA-256 of the cookie's secret. */
		secretHash: bytea().primaryKey(),
		agencyId: agency(),
		linkId: uuid().notNull().$type<LinkId>(),
		draftId: uuid().notNull().$type<DraftId>(),
		/** 1 for the first visit on a draft: she sees again only what this visit gave. */
		ordinal: integer().notNull(),
		/** The draft key, boxed under the cookie's secret. */
		keyBox: bytea().notNull(),
		/** Language of the visit, hers to change. */
		locale: text().notNull(),
		startedAt: madeAt(),
		seenAt: madeAt(),
		/** `not_now` and `declined` are ends with a page of their own. */
		state: text({ enum: ['open', 'sent', 'declined', 'deleted', 'not_now', 'ended'] })
			.notNull()
			.default('open')
	},
	(t) => [
		foreignKey({ columns: [t.agencyId, t.linkId], foreignColumns: [link.agencyId, link.id] }),
		index().on(t.agencyId, t.linkId)
	]
);

/** Unsent answers. `stateBox` opens with the draft key, which the visit and the desk hold. */
export const draft = pgTable(
	'draft',
	{
		agencyId: agency(),
		id: uuid().notNull().$type<DraftId>(),
		linkId: uuid().notNull().$type<LinkId>(),
		salt: bytea().notNull(),
		stateBox: bytea().notNull(),
		keySealed: bytea().notNull(),
		version: integer().notNull().default(0),
		savedAt: madeAt(),
		/** When the worker files it as `unsent`; null while nothing after CN2 is saved. */
		dueAt: moment(),
		filedVersion: integer().notNull().default(0)
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.id] }),
		foreignKey({ columns: [t.agencyId, t.linkId], foreignColumns: [link.agencyId, link.id] }),
		index().on(t.agencyId, t.linkId),
		index('draft_due')
			.on(t.dueAt)
			.where(sql`due_at is not null`)
	]
);

/** What she said, sealed to the case. Intake adds `sent` ones and can never read one. */
export const responseRevision = pgTable(
	'response_revision',
	{
		agencyId: agency(),
		id: uuid().notNull().$type<RevisionId>(),
		responseId: uuid().notNull().$type<ResponseId>(),
		caseId: uuid().notNull().$type<CaseId>(),
		kind: text({ enum: ['sent', 'unsent'] }).notNull(),
		questionnaireVersion: text().notNull(),
		sealed: bytea().notNull(),
		/**
		 * Over which link it came; null for a talk. Not a foreign key: intake may lock links, and the
		 * worker's filing would wait for it.
		 */
		linkId: uuid().$type<LinkId>(),
		draftId: uuid().$type<DraftId>(),
		draftVersion: integer(),
		/** The talk that it was filed from, and the version of its answers. */
		talkId: uuid().$type<TalkId>(),
		talkVersion: integer(),
		savedAt: madeAt(),
		assessedAt: moment()
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.id] }),
		// its key opens the case's answers only: a revision that names another case would be lost
		foreignKey({
			name: 'response_revision_in_response',
			columns: [t.agencyId, t.responseId, t.caseId],
			foreignColumns: [response.agencyId, response.id, response.caseId]
		}),
		uniqueIndex('response_revision_one_sent')
			.on(t.agencyId, t.responseId)
			.where(sql`kind = 'sent'`),
		unique().on(t.agencyId, t.draftId, t.draftVersion),
		unique().on(t.agencyId, t.talkId, t.talkVersion),
		index('response_revision_unassessed')
			.on(t.savedAt)
			.where(sql`assessed_at is null`),
		index().on(t.agencyId, t.caseId, t.savedAt),
		check('response_revision_kind', sql`kind in ('sent', 'unsent')`),
		// an envelope over 1, 4, 16 or 64 KiB: the size tells nothing finer than that
		check('response_revision_size', sql`octet_length(sealed) in (1092, 4164, 16452, 65604)`)
	]
);

/** What the measures need of one response, boxed under the agency's box key. */
export const responseMeasure = pgTable(
	'response_measure',
	{
		agencyId: agency(),
		responseId: uuid().notNull().$type<ResponseId>(),
		box: bytea().notNull()
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.responseId] }),
		foreignKey({
			columns: [t.agencyId, t.responseId],
			foreignColumns: [response.agencyId, response.id]
		})
	]
);

/** A check-in that a worker holds with her, on the phone or in person. Its answers are sealed. */
export const talk = pgTable(
	'talk',
	{
		agencyId: agency(),
		id: uuid().notNull().$type<TalkId>(),
		caseId: uuid().notNull().$type<CaseId>(),
		checkInId: uuid().notNull().$type<CheckInId>(),
		responseId: uuid().notNull().$type<ResponseId>(),
		staffId: uuid().notNull().$type<StaffId>(),
		questionnaireVersion: text().notNull(),
		/** Frozen when the talk begins, as with a link; null when it has ended. */
		formFacts: jsonb().$type<FormFacts>(),
		/** Opening, answers, what was observed: sealed to the case at every save. */
		sealed: bytea().notNull(),
		/** Raised by every save: who saves over an older one is told. */
		version: integer().notNull().default(1),
		state: text({ enum: ['open', 'sent', 'stopped'] })
			.notNull()
			.default('open'),
		startedAt: madeAt(),
		savedAt: madeAt(),
		/** When the worker files what is there as `unsent`; null while there is nothing to assess. */
		dueAt: moment(),
		filedVersion: integer().notNull().default(0)
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.id] }),
		foreignKey({
			name: 'talk_in_response',
			columns: [t.agencyId, t.responseId, t.checkInId, t.caseId],
			foreignColumns: [response.agencyId, response.id, response.checkInId, response.caseId]
		}),
		foreignKey({ columns: [t.agencyId, t.staffId], foreignColumns: [staff.agencyId, staff.id] }),
		index().on(t.agencyId, t.checkInId),
		index('talk_due')
			.on(t.dueAt)
			.where(sql`due_at is not null`)
	]
);
