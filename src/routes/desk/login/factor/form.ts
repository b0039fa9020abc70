import { z } from 'zod';

/** One of the two: a code that was typed, or what the browser made of a passkey. */
export const factorForm = z.object({
	code: z.string().max(64).default(''),
	passkey: z.string().max(65_536).default('')
});
