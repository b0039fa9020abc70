import { z } from 'zod';
import { concernId, draftId, linkId, responseId, revisionId } from '../ids.ts';

/** What a victim does over a link, and what the worker makes of it. */
export const visitEvents = {
	'visit.opened': z.strictObject({ link: linkId }),
	'check_in.sent': z.strictObject({ link: linkId, response: responseId }),
	'check_in.declined': z.strictObject({ link: linkId, response: responseId }),
	'check_in.late': z.strictObject({ link: linkId, response: responseId }),
	'check_in.deleted': z.strictObject({ link: linkId }),
	'check_in.not_now': z.strictObject({ link: linkId }),
	'draft.filed': z.strictObject({ draft: draftId, revision: revisionId }),
	'revision.assessed': z.strictObject({ revision: revisionId, concern: concernId.nullable() }),
	'revision.unreadable': z.strictObject({ revision: revisionId, concern: concernId }),
	'link.locked': z.strictObject({ link: linkId, concern: concernId })
} as const;
