import { z } from 'zod';
import { roles } from '#lib/domain/access/index.ts';
import { organisationId, staffId, unitId } from '#lib/domain/ids.ts';

// Fields of the forms about people. The messages are names of texts in `team.problem`.

/** What stands on one line. Nothing in it can end a line of a mail. */
export const line = (problem: string) =>
	z
		.string(problem)
		.trim()
		.min(1, problem)
		.max(120, problem)
		.regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, problem);

const none = z.literal('').transform(() => null);

export const role = z.enum(roles, 'role');
export const organisation = organisationId;
export const unit = z.union([none, unitId], 'unit').default(null);
export const personOrNobody = z.union([none, staffId]).default(null);
export const tick = z
	.literal('yes')
	.optional()
	.transform((value) => value === 'yes');
/** The empty choice of a list. */
export const orNull = <Schema extends z.ZodType>(schema: Schema) =>
	z.union([none, schema]).default(null);
