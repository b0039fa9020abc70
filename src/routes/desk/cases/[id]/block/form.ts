import { z } from 'zod';

/** Putting somebody on the list and taking them off ask for the same. */
export const blockForm = z.object({
	staff: z.string('glass.problem.staff').min(1, 'glass.problem.staff'),
	reason: z
		.string('glass.problem.reason')
		.trim()
		.min(20, 'glass.problem.reason')
		.max(500, 'glass.problem.reason')
});
