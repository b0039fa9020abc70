import { z } from 'zod';

/** The fixed names on `/c`; the others are ids of questions (architecture.md 6). */
export const pageForm = z.object({
	q: z.string().max(20).nullable().catch(null),
	/** A language, chosen on the page. */
	lang: z.string().max(20).nullable().catch(null),
	do: z
		.enum(['continue', 'skip', 'back', 'delete', 'delete-confirm', 'send', 'here'])
		// Enter in an old browser sends no button: it means the first one, Continue
		.catch('continue')
});
