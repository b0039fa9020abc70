import { z } from 'zod';
import { contactKinds } from '#lib/domain/case/index.ts';
import { orNoDay, reasonField } from '../../fields.ts';

export const closeForm = z
	.object({
		reason: reasonField,
		contact_on: orNoDay('contact').default(null),
		contact_kind: z
			.union([z.literal('').transform(() => null), z.enum(contactKinds)], 'contact')
			.default(null)
	})
	.refine(({ contact_on, contact_kind }) => (contact_on === null) === (contact_kind === null), {
		path: ['contact_on'],
		message: 'contact'
	});
