import { z } from 'zod';

export const appForm = z.object({
	box: z.string().max(4096).default(''),
	code: z.string().max(64).default('')
});
