import { z } from 'zod';
import { caseFields } from '../../fields.ts';

export const editForm = z.object({
	/** Of what the form showed: somebody else may have changed it meanwhile. */
	version: z.string('again').max(60, 'again'),
	...caseFields
});
