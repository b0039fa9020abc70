import { z } from 'zod';
import { lanes } from './concern/index.ts';
import { caseId, concernId, draftId, linkId, responseId, revisionId, staffId } from './ids.ts';

/** Where somebody can ask for a case or a concern that is not theirs. */
const deniedRoutes = [
	'/desk/cases/[id]',
	'/desk/cases/[id]/links/new',
	'/desk/concerns/[id]'
] as const;

// Names live for ever: choose them with care. Ids and codes only, never text, name, number,
// token or flag code. `what` is the part that was opened, `rows` the rows that were shown.
const by = { by: staffId };
const purpose = { purpose: z.enum(['work_concern', 'work_case', 'supervise', 'show_queue']) };

/** Every event of the audit trail with its exact keys. */
export const auditEvents = {
	'visit.opened': z.strictObject({ link: linkId }),
	'check_in.sent': z.strictObject({ link: linkId, response: responseId }),
	'check_in.declined': z.strictObject({ link: linkId, response: responseId }),
	'check_in.late': z.strictObject({ link: linkId, response: responseId }),
	'check_in.deleted': z.strictObject({ link: linkId }),
	'check_in.not_now': z.strictObject({ link: linkId }),
	'draft.filed': z.strictObject({ draft: draftId, revision: revisionId }),
	'revision.assessed': z.strictObject({ revision: revisionId, concern: concernId.nullable() }),
	'revision.unreadable': z.strictObject({ revision: revisionId, concern: concernId }),
	'link.locked': z.strictObject({ link: linkId, concern: concernId }),
	'link.issued': z.strictObject({ ...by, case: caseId, link: linkId, oneHand: z.boolean() }),
	'link.revoked': z.strictObject({ ...by, case: caseId, link: linkId }),
	'case.opened': z.strictObject({ ...by, ...purpose, case: caseId }),
	'case.created': z.strictObject({ ...by, case: caseId }),
	'case.facts_changed': z.strictObject({ ...by, case: caseId }),
	'concern.opened': z.strictObject({
		...by,
		...purpose,
		concern: concernId,
		case: caseId,
		revisions: z.array(revisionId)
	}),
	'concern.seen': z.strictObject({ ...by, concern: concernId, lane: z.enum(lanes) }),
	'queue.shown': z.strictObject({ ...by, ...purpose, rows: z.array(concernId) }),
	// the pattern of the address, never the address
	'access.denied': z.strictObject({ ...by, object: z.uuid(), route: z.enum(deniedRoutes) }),
	'session.started': z.strictObject(by),
	'session.refused': z.strictObject({ staff: staffId.nullable() }),
	'session.ended': z.strictObject(by)
} as const;

export type AuditEventName = keyof typeof auditEvents;
export type AuditEvent = {
	[Name in AuditEventName]: { event: Name } & z.infer<(typeof auditEvents)[Name]>;
}[AuditEventName];

/** Canonical JSON: keys sorted, so that the same event is always the same bytes. Throws on other keys. */
export function auditBody({ event, ...rest }: AuditEvent): string {
	const known: Record<string, unknown> = auditEvents[event].parse(rest);
	const sorted = Object.fromEntries(
		Object.keys(known)
			.sort()
			.map((key) => [key, known[key]])
	);
	return JSON.stringify({ event, ...sorted });
}
