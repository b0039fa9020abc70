import { z } from 'zod';
import { reasonField } from '../fields.ts';

export const answerForm = z.object({
	closing: z.string(),
	says: z.enum(['stays_open', 'closes'], 'says'),
	reason: reasonField
});
