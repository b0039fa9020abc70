import { sql } from 'drizzle-orm';
import {
	boolean,
	foreignKey,
	index,
	pgTable,
	primaryKey,
	text,
	unique,
	uuid
} from 'drizzle-orm/pg-core';
import type {
	CaseId,
	FlagId,
	JudgementId,
	NoteId,
	ResponseId,
	ShareId,
	StaffId,
	TaskId
} from '#lib/domain/ids.ts';
import { staff } from './agency.ts';
import { caseTable } from './case.ts';
import { response } from './check-in.ts';
import { agency, bytea, madeAt, moment } from './columns.ts';

/** What somebody wrote: a support worker's note, a note of police, or a reason. Sealed to the case. */
export const note = pgTable(
	'note',
	{
		agencyId: agency(),
		id: uuid().notNull().$type<NoteId>(),
		caseId: uuid().notNull().$type<CaseId>(),
		authorId: uuid().notNull().$type<StaffId>(),
		/** `worker_note` is for support alone; `reason` belongs to the act that names it. */
		kind: text({ enum: ['worker_note', 'police_note', 'reason'] }).notNull(),
		sealed: bytea().notNull(),
		/** She wished police to read it: when that was recorded. */
		sharedAt: moment(),
		at: madeAt()
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.id] }),
		foreignKey({
			columns: [t.agencyId, t.caseId],
			foreignColumns: [caseTable.agencyId, caseTable.id]
		}),
		foreignKey({ columns: [t.agencyId, t.authorId], foreignColumns: [staff.agencyId, staff.id] }),
		index().on(t.agencyId, t.caseId, t.kind, t.at)
	]
);

/** Something to be done about a case that is no flag: a plan to renew, a message that failed. */
export const task = pgTable(
	'task',
	{
		agencyId: agency(),
		id: uuid().notNull().$type<TaskId>(),
		caseId: uuid().notNull().$type<CaseId>(),
		lane: text({ enum: ['police', 'support', 'supervisor'] }).notNull(),
		/** Null: whoever works the lane. */
		ownerId: uuid().$type<StaffId>(),
		/** What it is, boxed under the agency's box key: some kinds would tell an answer. */
		box: bytea().notNull(),
		dueAt: moment().notNull(),
		madeAt: madeAt(),
		doneAt: moment(),
		doneBy: uuid().$type<StaffId>(),
		/** Keyed MAC of kind and cause: the same cause makes one task. */
		onceMac: bytea()
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.id] }),
		foreignKey({
			columns: [t.agencyId, t.caseId],
			foreignColumns: [caseTable.agencyId, caseTable.id]
		}),
		foreignKey({ columns: [t.agencyId, t.ownerId], foreignColumns: [staff.agencyId, staff.id] }),
		foreignKey({ columns: [t.agencyId, t.doneBy], foreignColumns: [staff.agencyId, staff.id] }),
		unique().on(t.agencyId, t.onceMac),
		index().on(t.agencyId, t.caseId),
		index('task_open')
			.on(t.agencyId, t.lane, t.ownerId, t.dueAt)
			.where(sql`done_at is null`)
	]
);

/** F-JUDGE: a flag that a person raises. The worker files it, as it files what rules find. */
export const judgement = pgTable(
	'judgement',
	{
		agencyId: agency(),
		/** Minted with the form: sent twice it is one flag. */
		id: uuid().notNull().$type<JudgementId>(),
		caseId: uuid().notNull().$type<CaseId>(),
		by: uuid().notNull().$type<StaffId>(),
		severity: text({ enum: ['critical', 'high', 'medium'] }).notNull(),
		/** The lane of the one who raised it, and others by choice. */
		lanes: text().array().notNull().$type<('police' | 'support' | 'supervisor')[]>(),
		/** Why, as a sealed note. */
		noteId: uuid().notNull().$type<NoteId>(),
		at: madeAt(),
		filedAt: moment(),
		flagId: uuid().$type<FlagId>()
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.id] }),
		foreignKey({
			columns: [t.agencyId, t.caseId],
			foreignColumns: [caseTable.agencyId, caseTable.id]
		}),
		foreignKey({ columns: [t.agencyId, t.by], foreignColumns: [staff.agencyId, staff.id] }),
		index('judgement_unfiled')
			.on(t.at)
			.where(sql`filed_at is null`)
	]
);

/**
 * A decision to share with police what she gave to support alone (queue.md 9, SL4). The worker puts
 * the chosen flags, and no others, into the lane of police.
 */
export const share = pgTable(
	'share',
	{
		agencyId: agency(),
		id: uuid().notNull().$type<ShareId>(),
		caseId: uuid().notNull().$type<CaseId>(),
		responseId: uuid().notNull().$type<ResponseId>(),
		/** The minimum, chosen item by item. */
		flagIds: uuid().array().notNull().$type<FlagId[]>(),
		ground: text({ enum: ['danger_to_her', 'danger_to_child', 'law'] }).notNull(),
		asked: text({ enum: ['agreed', 'refused', 'unsafe_to_ask', 'impossible_to_ask'] }).notNull(),
		/** Why, as a sealed note. */
		noteId: uuid().notNull().$type<NoteId>(),
		by: uuid().notNull().$type<StaffId>(),
		at: madeAt(),
		/** A support lead; in danger now afterwards, within 24 hours. */
		signedBy: uuid().$type<StaffId>(),
		signedAt: moment(),
		/** In danger now: it is shared before it is signed. */
		inDangerNow: boolean().notNull().default(false),
		filedAt: moment(),
		/** When she was told of it. */
		toldAt: moment()
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.id] }),
		foreignKey({
			name: 'share_in_response',
			columns: [t.agencyId, t.responseId, t.caseId],
			foreignColumns: [response.agencyId, response.id, response.caseId]
		}),
		foreignKey({ columns: [t.agencyId, t.by], foreignColumns: [staff.agencyId, staff.id] }),
		foreignKey({ columns: [t.agencyId, t.signedBy], foreignColumns: [staff.agencyId, staff.id] }),
		index().on(t.agencyId, t.caseId),
		index('share_unfiled')
			.on(t.at)
			.where(sql`filed_at is null`)
	]
);
