import { z } from 'zod';
import { glassOutcomes, glassPurposes } from '../access/break-glass.ts';
import { deskRoutes } from '../access/entrances.ts';
import { breakGlassId, caseId, noteId, staffId } from '../ids.ts';
import { by } from './parts.ts';

/** Blocks, break-glass, and everybody who asked for what is not theirs. `reason`: its sealed note. */
export const accessEvents = {
	// the pattern of the address, never the address
	'access.denied': z.strictObject({ ...by, object: z.uuid(), route: z.enum(deskRoutes) }),
	'block.set': z.strictObject({ ...by, case: caseId, staff: staffId, reason: noteId }),
	'block.lifted': z.strictObject({ ...by, case: caseId, staff: staffId, reason: noteId }),
	'block.shown': z.strictObject({ ...by, case: caseId }),
	'break_glass.opened': z.strictObject({
		...by,
		case: caseId,
		opening: breakGlassId,
		ground: z.enum(glassPurposes),
		reason: noteId
	}),
	// what was asked for is not in it: a case that may not be opened is on record as `access.denied`
	'break_glass.refused': z.strictObject({
		...by,
		why: z.enum(['incomplete', 'no_step_up', 'too_many', 'away'])
	}),
	'break_glass.reviewed': z.strictObject({
		...by,
		case: caseId,
		opening: breakGlassId,
		outcome: z.enum(glassOutcomes),
		reason: noteId
	}),
	'break_glass.listed': z.strictObject({ ...by, rows: z.array(breakGlassId) })
} as const;
