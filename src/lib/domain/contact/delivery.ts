import { z } from 'zod';

/**
 * What is sealed into a delivery, until it was handed over or shown. The words around the address are
 * those of the plan at the moment of sending.
 */
export const deliveryContent = z.object({
	/** The whole address of the link. */
	address: z.url()
});
export type DeliveryContent = z.infer<typeof deliveryContent>;
