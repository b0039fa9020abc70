import { z } from 'zod';
import { deliveryReasons } from '../delivery/index.ts';
import { caseId, deliveryId, linkId } from '../ids.ts';
import { by } from './parts.ts';

const ofMessage = { case: caseId, delivery: deliveryId };
const because = { reason: z.enum(deliveryReasons) };

/** Links, plans and messages: everything that reaches out to her. */
export const contactEvents = {
	'link.issued': z.strictObject({ ...by, case: caseId, link: linkId, oneHand: z.boolean() }),
	'link.revoked': z.strictObject({ ...by, case: caseId, link: linkId }),

	// what became of a message, as the worker and the gateway say
	'delivery.handed_over': z.strictObject({ ...ofMessage, channel: z.enum(['sms', 'email']) }),
	'delivery.refused': z.strictObject({ ...ofMessage, ...because }),
	'delivery.failed': z.strictObject({ ...ofMessage, ...because }),
	'delivery.cancelled': z.strictObject({ ...ofMessage, ...because }),
	'delivery.arrived': z.strictObject(ofMessage)
} as const;
