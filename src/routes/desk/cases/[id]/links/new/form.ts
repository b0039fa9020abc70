import { z } from 'zod';
import { linkId } from '#lib/domain/ids.ts';
import { ways } from '#lib/domain/link/index.ts';

export const newLinkForm = z.object({
	/** Minted with the form: sending it twice makes one link. */
	id: linkId,
	way: z.enum(ways, 'contact.problem.way').default('card'),
	language: z.string('desk.new_link.problem.language').min(1, 'desk.new_link.problem.language'),
	hours: z.coerce
		.number('desk.new_link.problem.hours')
		.int('desk.new_link.problem.hours')
		.min(1, 'desk.new_link.problem.hours')
		.max(168, 'desk.new_link.problem.hours'),
	/** Address and code in one hand: whoever issues it says that they know, where they would. */
	one_hand: z.string().optional(),
	/** The round of a link that this one replaces. */
	round: z.string().optional()
});
