import { z } from 'zod';
import { judgementId } from '#lib/domain/ids.ts';
import { ticked, writtenReason } from '#lib/domain/work/index.ts';

export const judgementForm = z.object({
	/** Minted with the form: sending it twice raises one flag. */
	id: judgementId,
	severity: z.enum(['critical', 'high', 'medium'], 'severity'),
	lane: ticked,
	reason: writtenReason
});
