import { z } from 'zod';

/** What a password must be is said by its own rules: they give better sentences. */
export const linkForm = z.object({
	password: z.string().max(2000).default(''),
	code: z.string().max(64).default(''),
	passkey: z.string().max(65_536).default(''),
	step: z.string().max(200).default('')
});
