import { z } from 'zod';

/** Lengths only: what an address looks like, and whether it is known, is one refusal. */
export const signInForm = z.object({
	email: z.string().trim().min(1).max(320),
	password: z.string().min(1).max(200)
});
