import { z } from 'zod';
import { agencyId, deliveryId, type AgencyId, type DeliveryId } from '../ids.ts';

/** Which message: the agency comes first, because whoever looks it up sees one agency at a time. */
export type DeliveryPlace = { agencyId: AgencyId; deliveryId: DeliveryId };

/** The id that a gateway is given, and gives back. */
export function outsideId({ agencyId: agency, deliveryId: id }: DeliveryPlace): string {
	return `${agency}.${id}`;
}

const outside = z
	.string()
	.max(80)
	.transform((text, context): DeliveryPlace => {
		const [agency, id, ...more] = text.split('.');
		const place = { agencyId: agencyId.safeParse(agency), deliveryId: deliveryId.safeParse(id) };
		if (place.agencyId.success && place.deliveryId.success && more.length === 0) {
			return { agencyId: place.agencyId.data, deliveryId: place.deliveryId.data };
		}
		context.addIssue({ code: 'custom' });
		return z.NEVER;
	});

/** What a gateway tells later of a message that it took. Names that we do not know are let pass. */
export const receipt = z.object({
	id: outside,
	status: z.enum(['delivered', 'failed'])
});
export type Receipt = z.infer<typeof receipt>;
