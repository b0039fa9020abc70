import { z } from 'zod';

export const seenForm = z.object({
	lane: z.string(),
	/** What the page showed as unseen. Without it nothing is marked, and the page is shown again. */
	mark: z.string().default('')
});
