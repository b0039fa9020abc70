import { z } from 'zod';
import { deliveryReasons } from '../delivery/index.ts';
import { caseId, deliveryId, linkId } from '../ids.ts';
import { by, purpose } from './parts.ts';

/** How the address of a link reaches her. */
const way = { way: z.enum(['card', 'aloud', 'sms', 'email']) };

const ofMessage = { case: caseId, delivery: deliveryId };
const because = { reason: z.enum(deliveryReasons) };

/** Links, plans and messages: everything that reaches out to her. */
export const contactEvents = {
	'link.issued': z.strictObject({
		...by,
		...way,
		case: caseId,
		link: linkId,
		oneHand: z.boolean()
	}),
	// why stands in the task that it made: some reasons would tell an answer
	'link.refused': z.strictObject({ ...by, ...way, case: caseId }),
	'link.revoked': z.strictObject({ ...by, case: caseId, link: linkId }),
	'card.shown': z.strictObject({ ...by, case: caseId, link: linkId }),
	'plan.opened': z.strictObject({ ...by, ...purpose, case: caseId }),
	'plan.saved': z.strictObject({ ...by, case: caseId, version: z.int() }),
	'plan.confirmed': z.strictObject({ ...by, case: caseId, version: z.int() }),
	'safe_word.shown': z.strictObject({ ...by, case: caseId }),

	// what became of a message, as the worker and the gateway say
	'delivery.handed_over': z.strictObject({ ...ofMessage, channel: z.enum(['sms', 'email']) }),
	// why stands in the task that it made, as with a refused link
	'delivery.refused': z.strictObject(ofMessage),
	'delivery.failed': z.strictObject({ ...ofMessage, ...because }),
	'delivery.cancelled': z.strictObject({ ...ofMessage, ...because }),
	'delivery.arrived': z.strictObject(ofMessage)
} as const;
