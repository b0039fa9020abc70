import { z } from 'zod';

export const taskForm = z.object({
	task: z.string(),
	/** The list it was ticked off in, to come back to. */
	lane: z.string().default('')
});
