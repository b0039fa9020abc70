import { z } from 'zod';
import { caseFields } from '../../fields.ts';

export const editForm = z.object({
	/** Of the facts that the form showed: somebody else may have changed them meanwhile. */
	version: z.coerce.number('again').int('again'),
	...caseFields
});
