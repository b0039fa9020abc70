import { z } from 'zod';

// Anything may come in here, from people and from robots: what is not six digits is read as no
// code, and never answered differently.
export const openingForm = z.object({
	pin: z.string().max(200).optional(),
	lang: z.string().max(20).optional()
});
