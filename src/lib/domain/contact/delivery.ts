import { z } from 'zod';

/** What is sealed into a delivery, until it was handed over or shown. */
export const deliveryContent = z.object({
	/** The whole address of the link. */
	address: z.url(),
	/** The finished message; left out for a card and for reading aloud. */
	text: z.string().optional()
});
export type DeliveryContent = z.infer<typeof deliveryContent>;
