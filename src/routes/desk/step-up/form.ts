import { z } from 'zod';

/** The second factor once more; in the demo the password. */
export const stepUpForm = z.object({
	code: z.string().max(64).default(''),
	passkey: z.string().max(65_536).default(''),
	step: z.string().max(200).default(''),
	password: z.string().max(2000).default('')
});
