import { z } from 'zod';
import { roles } from '#lib/domain/access/index.ts';
import { staffStatuses } from '#lib/domain/team/index.ts';
import { orNull } from './fields.ts';

export const searchForm = z.object({
	// searched as if it were not there: a search refuses nothing
	name: z
		.string()
		.transform((typed) => typed.replaceAll(/\p{Cc}/gu, ' '))
		.pipe(z.string().trim().max(120))
		.default(''),
	role: orNull(z.enum(roles)),
	status: orNull(z.enum(staffStatuses)),
	after: z.string().max(64).optional()
});
