import { z } from 'zod';
import { lanes } from '../concern/index.ts';
import { caseId, concernId, revisionId } from '../ids.ts';
import { by, purpose } from './parts.ts';

/** Cases and concerns: what was made, looked at, changed. `rows`: the rows that were shown. */
export const caseEvents = {
	'case.opened': z.strictObject({ ...by, ...purpose, case: caseId }),
	'case.created': z.strictObject({ ...by, case: caseId }),
	'case.facts_changed': z.strictObject({ ...by, case: caseId }),
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
