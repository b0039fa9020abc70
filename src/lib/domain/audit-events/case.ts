import { z } from 'zod';
import { lanes } from '../concern/index.ts';
import { caseFilters } from '../case/views.ts';
import { caseId, concernId, noteId, revisionId, staffId } from '../ids.ts';
import { by, purpose } from './parts.ts';

/** Cases and concerns: what was made, looked at, changed. `rows`: the rows that were shown. */
export const caseEvents = {
	'case.opened': z.strictObject({ ...by, ...purpose, case: caseId }),
	'case.created': z.strictObject({ ...by, case: caseId }),
	'case.facts_changed': z.strictObject({ ...by, case: caseId }),
	'cases.shown': z.strictObject({
		...by,
		...purpose,
		rows: z.array(caseId),
		filter: z.enum(caseFilters),
		searched: z.boolean()
	}),
	'case.answers_opened': z.strictObject({
		...by,
		...purpose,
		case: caseId,
		revisions: z.array(revisionId)
	}),
	'case.reasons_opened': z.strictObject({ ...by, case: caseId, notes: z.array(noteId) }),
	'cases.imported': z.strictObject({ ...by, rows: z.array(caseId) }),
	'case.changed': z.strictObject({ ...by, case: caseId }),
	'case.reassigned': z.strictObject({
		...by,
		case: caseId,
		officer: staffId,
		deputy: staffId,
		supportWorker: staffId.nullable(),
		reason: noteId
	}),
	// a support worker who left, and the cases that their organisation works from then on
	'cases.left': z.strictObject({ ...by, staff: staffId, rows: z.array(caseId) }),
	'case.closing_asked': z.strictObject({ ...by, case: caseId, reason: noteId }),
	'case.closing_agreed': z.strictObject({
		...by,
		case: caseId,
		as: z.enum(['supervisor', 'support'])
	}),
	'case.closing_challenged': z.strictObject({ ...by, case: caseId, reason: noteId }),
	'case.closing_answered': z.strictObject({
		...by,
		case: caseId,
		answer: z.enum(['stays_open', 'closes']),
		reason: noteId
	}),
	'case.closing_withdrawn': z.strictObject({ ...by, case: caseId }),
	'case.closed': z.strictObject({ ...by, case: caseId }),
	'case.reopened': z.strictObject({ ...by, case: caseId, reason: noteId.nullable() }),
	'challenges.shown': z.strictObject({ ...by, rows: z.array(caseId) }),
	// a reference that its maker could not see: both cases
	'parked.shown': z.strictObject({ ...by, rows: z.array(caseId) }),
	'parked.kept': z.strictObject({ ...by, case: caseId, existing: caseId.nullable() }),
	'parked.closed': z.strictObject({
		...by,
		case: caseId,
		existing: caseId.nullable(),
		reason: noteId
	}),
	'concern.opened': z.strictObject({
		...by,
		...purpose,
		concern: concernId,
		case: caseId,
		revisions: z.array(revisionId)
	}),
	'concern.seen': z.strictObject({ ...by, concern: concernId, lane: z.enum(lanes) }),
	'queue.shown': z.strictObject({ ...by, ...purpose, rows: z.array(concernId) })
} as const;
