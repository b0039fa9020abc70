import { z } from 'zod';
import { caseId, linkId } from '../ids.ts';
import { by } from './parts.ts';

/** Links, plans and messages: everything that reaches out to her. */
export const contactEvents = {
	'link.issued': z.strictObject({ ...by, case: caseId, link: linkId, oneHand: z.boolean() }),
	'link.revoked': z.strictObject({ ...by, case: caseId, link: linkId })
} as const;
