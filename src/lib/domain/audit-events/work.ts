import { z } from 'zod';
import {
	caseId,
	concernId,
	flagId,
	judgementId,
	noteId,
	programmeId,
	shareId,
	taskId
} from '../ids.ts';
import { programmeStatuses } from '../work/programme.ts';
import { by, purpose } from './parts.ts';

const share = { share: shareId };
const programme = { programme: programmeId };
const call = { ...programme, call: z.uuid() };

/** Tasks, notes, judgements, sharing, and programmes. */
export const workEvents = {
	'tasks.shown': z.strictObject({ ...by, ...purpose, rows: z.array(taskId) }),
	'task.done': z.strictObject({ ...by, task: taskId }),
	'task.reopened': z.strictObject({ ...by, task: taskId }),
	'notes.shown': z.strictObject({ ...by, case: caseId, rows: z.array(noteId) }),
	'note.added': z.strictObject({
		...by,
		case: caseId,
		note: noteId,
		kind: z.enum(['worker_note', 'police_note'])
	}),
	'note.shared': z.strictObject({ ...by, case: caseId, note: noteId }),
	'judgement.made': z.strictObject({
		...by,
		case: caseId,
		judgement: judgementId,
		note: noteId
	}),
	'judgement.filed': z.strictObject({ judgement: judgementId, concern: concernId }),
	// what somebody looked at to choose from, and what they then decided
	'share.prepared': z.strictObject({ ...by, case: caseId, rows: z.array(flagId) }),
	'share.decided': z.strictObject({
		...by,
		...share,
		case: caseId,
		note: noteId,
		inDangerNow: z.boolean()
	}),
	'share.opened': z.strictObject({ ...by, ...share }),
	'share.signed': z.strictObject({ ...by, ...share }),
	'share.filed': z.strictObject({ ...share, concern: concernId.nullable() }),
	'share.told': z.strictObject({ ...by, ...share }),
	'programme.opened': z.strictObject({ ...by, ...programme }),
	'programme.changed': z.strictObject({
		...by,
		...programme,
		status: z.enum(programmeStatuses)
	}),
	'programme.session': z.strictObject({ ...by, ...programme, attended: z.boolean() }),
	'call.asked': z.strictObject({ ...by, ...call }),
	'call.answered': z.strictObject({ ...by, ...call })
} as const;
