import { z } from 'zod';
import { staffId } from '#lib/domain/ids.ts';
import { line, organisation, role, unit } from '../fields.ts';

export const inviteForm = z.object({
	/** Minted with the form: sending it twice invites once. */
	id: staffId,
	name: line('name'),
	email: z.string('email').trim().max(320, 'email').pipe(z.email('email')),
	role,
	organisation,
	unit,
	languages: z
		.union([z.array(z.string()), z.string().transform((one) => [one])], 'languages')
		.pipe(z.array(z.string()).min(1, 'languages').max(50, 'languages')),
	way: z.enum(['mail', 'print'], 'way')
});
