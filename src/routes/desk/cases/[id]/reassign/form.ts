import { z } from 'zod';
import { reasonField } from '../../fields.ts';

/** Whom somebody may choose, the verb knows. */
export const reassignForm = z.object({
	officer: z.string().default(''),
	deputy: z.string('deputy'),
	support_worker: z.string().default(''),
	reason: reasonField
});
