import { foreignKey, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { BreakGlassId, CaseId, NoteId, StaffId } from '#lib/domain/ids.ts';
import { staff } from './agency.ts';
import { caseTable } from './case.ts';
import { agency, madeAt, moment } from './columns.ts';

/** Who must never see a case, nor that it exists. Read before any role is looked at. */
export const caseBlock = pgTable(
	'case_block',
	{
		agencyId: agency(),
		caseId: uuid().notNull().$type<CaseId>(),
		staffId: uuid().notNull().$type<StaffId>(),
		by: uuid().notNull().$type<StaffId>(),
		/** Why, as a sealed note. */
		noteId: uuid().notNull().$type<NoteId>(),
		at: madeAt(),
		liftedBy: uuid().$type<StaffId>(),
		liftedAt: moment()
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.caseId, t.staffId] }),
		foreignKey({
			columns: [t.agencyId, t.caseId],
			foreignColumns: [caseTable.agencyId, caseTable.id]
		}),
		foreignKey({ columns: [t.agencyId, t.staffId], foreignColumns: [staff.agencyId, staff.id] }),
		foreignKey({ columns: [t.agencyId, t.by], foreignColumns: [staff.agencyId, staff.id] }),
		index().on(t.agencyId, t.staffId)
	]
);

/** Somebody opened a case that is not theirs, for immediate danger. For 60 minutes, one case. */
export const breakGlass = pgTable(
	'break_glass',
	{
		agencyId: agency(),
		id: uuid().notNull().$type<BreakGlassId>(),
		caseId: uuid().notNull().$type<CaseId>(),
		staffId: uuid().notNull().$type<StaffId>(),
		purpose: text({
			enum: ['immediate_danger', 'missing_contact', 'officer_unreachable']
		}).notNull(),
		/** Why, as a sealed note. */
		noteId: uuid().notNull().$type<NoteId>(),
		openedAt: madeAt(),
		until: moment().notNull(),
		reviewedBy: uuid().$type<StaffId>(),
		reviewedAt: moment(),
		outcome: text({ enum: ['justified', 'not_justified', 'referred'] }),
		reviewNoteId: uuid().$type<NoteId>()
	},
	(t) => [
		primaryKey({ columns: [t.agencyId, t.id] }),
		foreignKey({
			columns: [t.agencyId, t.caseId],
			foreignColumns: [caseTable.agencyId, caseTable.id]
		}),
		foreignKey({ columns: [t.agencyId, t.staffId], foreignColumns: [staff.agencyId, staff.id] }),
		index().on(t.agencyId, t.staffId, t.until),
		index().on(t.agencyId, t.caseId)
	]
);
