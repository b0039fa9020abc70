import { z } from 'zod';

/** The app with its first code, or a passkey that was made on this page. */
export const newFactorForm = z.object({
	box: z.string().max(4096).default(''),
	code: z.string().max(64).default(''),
	passkey: z.string().max(65_536).default(''),
	name: z.string().max(200).default('')
});
