import { z } from 'zod';

export const newPasskeyForm = z.object({
	passkey: z.string().max(65_536).default(''),
	step: z.string().max(200).default(''),
	name: z.string().max(200).default('')
});
