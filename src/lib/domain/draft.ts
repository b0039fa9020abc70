import { z } from 'zod';
import { course, formFacts } from './questionnaire/index.ts';

/**
 * What the box of a draft holds. The form facts are copied into it when the draft is made: the
 * link forgets them at its end, while somebody may still be answering, and the worker needs them.
 */
export const draftState = z.object({
	course,
	facts: formFacts,
	language: z.string()
});
export type DraftState = z.infer<typeof draftState>;
