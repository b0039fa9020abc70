import { z } from 'zod';
import { glassOutcomes } from '#lib/domain/access/index.ts';

export const reviewForm = z.object({
	id: z.string(),
	outcome: z.enum(glassOutcomes, 'glass.problem.outcome'),
	reason: z
		.string('glass.problem.reason')
		.trim()
		.min(20, 'glass.problem.reason')
		.max(500, 'glass.problem.reason')
});
