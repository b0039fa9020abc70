import type { z } from 'zod';
import { accessEvents } from './access.ts';
import { caseEvents } from './case.ts';
import { contactEvents } from './contact.ts';
import { signInEvents } from './sign-in.ts';
import { talkEvents } from './talk.ts';
import { teamEvents } from './team.ts';
import { visitEvents } from './visit.ts';
import { workEvents } from './work.ts';

// Names live for ever: choose them with care. Ids and codes only, never text, name, number,
// token or flag code. Where a reason was written, the id of its sealed note.

/** Every event of the audit trail with its exact keys. */
export const auditEvents = {
	...visitEvents,
	...signInEvents,
	...teamEvents,
	...accessEvents,
	...caseEvents,
	...contactEvents,
	...talkEvents,
	...workEvents
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
