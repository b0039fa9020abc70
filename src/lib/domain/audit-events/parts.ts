import { z } from 'zod';
import { staffId } from '../ids.ts';

/** Who did it. */
export const by = { by: staffId };

/** Why somebody looked: the purpose codes of the log (monitoring.md 9.6). */
export const purpose = {
	purpose: z.enum(['work_concern', 'work_case', 'supervise', 'show_queue', 'break_glass'])
};
