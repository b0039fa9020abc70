import { sql } from 'drizzle-orm';
import {
	boolean,
	foreignKey,
	index,
	pgTable,
	primaryKey,
	smallint,
	text,
	unique,
	uniqueIndex,
	uuid
} from 'drizzle-orm/pg-core';
import type { CaseId, ConcernId, FlagId, RevisionId, StaffId } from '#lib/domain/ids.ts';
import { staff } from './agency.ts';
import { caseTable } from './case.ts';
import { responseRevision } from './check-in.ts';
import { agency, bytea, madeAt, moment } from './columns.ts';

const lane = () => text({ enum: ['police', 'support', 'supervisor', 'other_unit'] }).notNull();

/** The queue item. A case has at most one open concern; it gathers flags. */
export const concern = pgTable(
	'concern',
	{
		agencyId: agency(),
		id: uuid().notNull().$type<ConcernId>(),
		caseId: uuid().notNull().$type<CaseId>(),
		openedAt: madeAt(),
		closedAt: moment()
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.id] }),
		foreignKey({
			columns: [t.agencyId, t.caseId],
			foreignColumns: [caseTable.agencyId, caseTable.id]
		}),
		unique('concern_of_case').on(t.agencyId, t.id, t.caseId),
		uniqueIndex('concern_one_open')
			.on(t.agencyId, t.caseId)
			.where(sql`closed_at is null`)
	]
);

/** The part of a concern that one side works on, with its own severity, state, clocks and owner. */
export const concernLane = pgTable(
	'concern_lane',
	{
		agencyId: agency(),
		concernId: uuid().notNull().$type<ConcernId>(),
		lane: lane(),
		caseId: uuid().notNull().$type<CaseId>(),
		severity: text({ enum: ['critical', 'high', 'medium', 'low'] }).notNull(),
		/** 3 critical … 0 low: the queue is sorted by it. */
		severityRank: smallint().notNull(),
		state: text({ enum: ['new', 'seen', 'in_action', 'told', 'closed'] }).notNull(),
		ownerId: uuid().$type<StaffId>(),
		deputyId: uuid().$type<StaffId>(),
		/** Earliest limits not met of the lane's own flags; null when met. */
		seeBy: moment(),
		actBy: moment(),
		/** The earlier of the two, or far away: the queue is sorted by it. */
		nextLimitAt: moment().notNull(),
		filedAt: madeAt(),
		/** Code of the first reason and the number of others, boxed under the agency's box key. */
		headlineBox: bytea().notNull(),
		/** Holds an answer that could not be read: it stays at the head until somebody acts. */
		technical: boolean().notNull().default(false)
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.concernId, t.lane] }),
		foreignKey({
			name: 'concern_lane_in_concern',
			columns: [t.agencyId, t.concernId, t.caseId],
			foreignColumns: [concern.agencyId, concern.id, concern.caseId]
		}),
		foreignKey({ columns: [t.agencyId, t.ownerId], foreignColumns: [staff.agencyId, staff.id] }),
		foreignKey({ columns: [t.agencyId, t.deputyId], foreignColumns: [staff.agencyId, staff.id] }),
		index('concern_lane_queue')
			.on(
				t.agencyId,
				t.lane,
				t.ownerId,
				t.technical.desc(),
				t.severityRank.desc(),
				t.nextLimitAt,
				t.concernId
			)
			.where(sql`state <> 'closed'`),
		index('concern_lane_deputy')
			.on(
				t.agencyId,
				t.lane,
				t.deputyId,
				t.technical.desc(),
				t.severityRank.desc(),
				t.nextLimitAt,
				t.concernId
			)
			.where(sql`state <> 'closed'`),
		index().on(t.agencyId, t.caseId)
	]
);

/** What one rule found in one revision. Code, reason and evidence are sealed to the case. */
export const flag = pgTable(
	'flag',
	{
		agencyId: agency(),
		id: uuid().notNull().$type<FlagId>(),
		/** Null for a label on a case without a concern: a concern of labels only is not opened. */
		concernId: uuid().$type<ConcernId>(),
		caseId: uuid().notNull().$type<CaseId>(),
		/** Null when no response lies behind it: silence, an event, a judgement. */
		revisionId: uuid().$type<RevisionId>(),
		severity: text({ enum: ['critical', 'high', 'medium', 'low', 'label'] }).notNull(),
		rulesetVersion: text().notNull(),
		/** Null for T-UNREADABLE only: there may be no key to seal it to. */
		sealed: bytea(),
		filedAt: madeAt(),
		/** Files a flag without a revision once: a keyed MAC of check-in and code, or of link and code. */
		onceMac: bytea()
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.id] }),
		foreignKey({
			columns: [t.agencyId, t.caseId],
			foreignColumns: [caseTable.agencyId, caseTable.id]
		}),
		foreignKey({
			name: 'flag_in_concern',
			columns: [t.agencyId, t.concernId, t.caseId],
			foreignColumns: [concern.agencyId, concern.id, concern.caseId]
		}),
		foreignKey({
			columns: [t.agencyId, t.revisionId],
			foreignColumns: [responseRevision.agencyId, responseRevision.id]
		}),
		unique().on(t.agencyId, t.onceMac),
		index().on(t.agencyId, t.concernId),
		index().on(t.agencyId, t.caseId)
	]
);

/** One flag in one lane, with its clocks there. */
export const flagLane = pgTable(
	'flag_lane',
	{
		agencyId: agency(),
		flagId: uuid().notNull().$type<FlagId>(),
		lane: lane(),
		concernId: uuid().notNull().$type<ConcernId>(),
		/** Null for labels, which have no clock. */
		seeBy: moment(),
		actBy: moment(),
		seenAt: moment(),
		actedAt: moment()
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.flagId, t.lane] }),
		foreignKey({ columns: [t.agencyId, t.flagId], foreignColumns: [flag.agencyId, flag.id] }),
		foreignKey({
			columns: [t.agencyId, t.concernId],
			foreignColumns: [concern.agencyId, concern.id]
		}),
		index().on(t.agencyId, t.concernId, t.lane)
	]
);

/** What happened to a lane. Append-only. */
export const concernEvent = pgTable(
	'concern_event',
	{
		agencyId: agency(),
		id: uuid().notNull(),
		concernId: uuid().notNull().$type<ConcernId>(),
		lane: lane(),
		kind: text({ enum: ['filed', 'raised', 'seen', 'reassigned', 'override'] }).notNull(),
		/** Null for the system. */
		staffId: uuid().$type<StaffId>(),
		rulesetVersion: text(),
		at: madeAt()
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.id] }),
		foreignKey({
			columns: [t.agencyId, t.concernId],
			foreignColumns: [concern.agencyId, concern.id]
		}),
		foreignKey({ columns: [t.agencyId, t.staffId], foreignColumns: [staff.agencyId, staff.id] }),
		index().on(t.agencyId, t.concernId, t.lane, t.at)
	]
);
