import { z } from 'zod';
import { glassPurposes } from '#lib/domain/access/index.ts';
import { breakGlassId } from '#lib/domain/ids.ts';
import { plain } from '../fields.ts';

export const glassForm = z.object({
	/** Minted with the form: sending it twice opens once. */
	id: breakGlassId,
	reference: plain('glass.problem.reference')
		.trim()
		.min(1, 'glass.problem.reference')
		.max(80, 'glass.problem.reference'),
	purpose: z.enum(glassPurposes, 'glass.problem.purpose'),
	reason: z
		.string('glass.problem.reason')
		.trim()
		.min(20, 'glass.problem.reason')
		.max(500, 'glass.problem.reason')
});
