import { sql } from 'drizzle-orm';
import { foreignKey, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { CaseId, DeliveryId, LinkId, NoticeId, PlanId, StaffId } from '#lib/domain/ids.ts';
import { staff } from './agency.ts';
import { caseTable } from './case.ts';
import { link } from './check-in.ts';
import { agency, bytea, madeAt, moment } from './columns.ts';

/** `urgent` ones bypass the digest. */
export const noticeKinds = [
	'invitation',
	'password_reset',
	'factor_reset',
	'new_item',
	'critical_item',
	'break_glass',
	'security'
] as const;

/** How, when and by whom she may be contacted. Sealed; each change and each confirmation is a version. */
export const contactPlan = pgTable(
	'contact_plan',
	{
		agencyId: agency(),
		caseId: uuid().notNull().$type<CaseId>(),
		/** From 1. The highest is the one that holds. */
		version: integer().notNull(),
		id: uuid().notNull().$type<PlanId>(),
		sealed: bytea().notNull(),
		madeBy: uuid().notNull().$type<StaffId>(),
		madeAt: madeAt()
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.caseId, t.version] }),
		foreignKey({
			columns: [t.agencyId, t.caseId],
			foreignColumns: [caseTable.agencyId, caseTable.id]
		}),
		foreignKey({ columns: [t.agencyId, t.madeBy], foreignColumns: [staff.agencyId, staff.id] })
	]
);

/**
 * A message with the address of a link, or a card that another hand shows. Number and sender are in
 * the contact plan and nowhere else; the text is sealed until it is handed over, then erased.
 */
export const delivery = pgTable(
	'delivery',
	{
		agencyId: agency(),
		/** Also its stable message id and the idempotency key at the gateway. */
		id: uuid().notNull().$type<DeliveryId>(),
		caseId: uuid().notNull().$type<CaseId>(),
		linkId: uuid().notNull().$type<LinkId>(),
		channel: text({ enum: ['sms', 'email', 'card', 'aloud'] }).notNull(),
		/** Cover A, B or C of `safety.md` 4; null for a card. */
		cover: text({ enum: ['a', 'b', 'c'] }),
		occasion: text({ enum: ['first', 'again'] })
			.notNull()
			.default('first'),
		locale: text().notNull(),
		/** Null once it was handed over, or will never be. */
		sealed: bytea(),
		state: text({
			enum: [
				'waiting',
				'handing_over',
				'handed_over',
				'delivered',
				'failed',
				'refused',
				'cancelled'
			]
		})
			.notNull()
			.default('waiting'),
		/** A code of ours that says why: never words of a provider. */
		reason: text(),
		/** Not before: the beginning of her safe window, or the next try. */
		dueAt: moment().notNull(),
		tries: integer().notNull().default(0),
		/** When a job took it up: a dead one's claim ends after a while. */
		claimedAt: moment(),
		handedAt: moment(),
		statusAt: moment(),
		/** Keyed hash of the provider's own id, to find it again when a receipt comes. */
		providerHash: bytea(),
		by: uuid().$type<StaffId>(),
		madeAt: madeAt()
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.id] }),
		foreignKey({
			columns: [t.agencyId, t.caseId],
			foreignColumns: [caseTable.agencyId, caseTable.id]
		}),
		foreignKey({ columns: [t.agencyId, t.linkId], foreignColumns: [link.agencyId, link.id] }),
		foreignKey({ columns: [t.agencyId, t.by], foreignColumns: [staff.agencyId, staff.id] }),
		index().on(t.agencyId, t.linkId),
		index().on(t.agencyId, t.caseId),
		index('delivery_due')
			.on(t.dueAt)
			.where(sql`state in ('waiting', 'handing_over') and channel in ('sms', 'email')`)
	]
);

/** A mail to staff: an invitation, or "1 new item". It says nothing of any case. */
export const notice = pgTable(
	'notice',
	{
		agencyId: agency(),
		id: uuid().notNull().$type<NoticeId>(),
		staffId: uuid().notNull().$type<StaffId>(),
		kind: text({ enum: noticeKinds }).notNull(),
		/** What the text needs, boxed under the agency's box key until it is sent; null where nothing. */
		box: bytea(),
		state: text({ enum: ['waiting', 'sending', 'sent', 'failed'] })
			.notNull()
			.default('waiting'),
		dueAt: madeAt(),
		tries: integer().notNull().default(0),
		claimedAt: moment(),
		sentAt: moment(),
		madeAt: madeAt()
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.id] }),
		foreignKey({ columns: [t.agencyId, t.staffId], foreignColumns: [staff.agencyId, staff.id] }),
		index().on(t.agencyId, t.staffId, t.sentAt),
		index('notice_due')
			.on(t.dueAt)
			.where(sql`state in ('waiting', 'sending')`)
	]
);
