import { z } from 'zod';
import { shareId } from '#lib/domain/ids.ts';
import { askedAnswers, shareGrounds, ticked, writtenReason } from '#lib/domain/work/index.ts';

export const decideForm = z.object({
	/** Minted with the form: sending it twice decides once. */
	id: shareId,
	item: ticked.refine((items) => items.length > 0, 'items'),
	ground: z.enum(shareGrounds, 'ground'),
	asked: z.enum(askedAnswers, 'asked'),
	reason: writtenReason,
	now: z.enum(['yes', 'no'], 'now')
});

export const toldForm = z.object({ share: z.string() });
