import { z } from 'zod';

/** What a password must be is said by its own rules: they give better sentences. */
export const changePasswordForm = z.object({
	current: z.string().max(200).default(''),
	password: z.string().max(2000).default('')
});
