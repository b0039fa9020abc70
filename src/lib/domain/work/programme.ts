/** How a perpetrator's programme stands, as its provider enters it (queue.md 11, PL1). */
export const programmeStatuses = [
	'referred',
	'attending',
	'suspended',
	'completed',
	'dropped'
] as const;
export type ProgrammeStatus = (typeof programmeStatuses)[number];

/**
 * Who is to call. "Please call" is all that police and provider say to each other through Heard, and
 * it has no text: nothing that she said may reach the programme (PL4).
 */
export type Caller = 'provider' | 'officer';

type Counts = { sessionsDue: number; sessionsAttended: number };

/**
 * The counts after a session was entered, or entered anew because it was wrong. `before`: what stood
 * there for that day; null when nothing did.
 */
export function countSession(
	{ sessionsDue, sessionsAttended }: Counts,
	{ before, attended }: { before: boolean | null; attended: boolean }
): Counts {
	const wasThere = Number(before ?? false);
	return {
		sessionsDue: sessionsDue + Number(before === null),
		// the counts may have come with an import that was wrong
		sessionsAttended: Math.max(0, sessionsAttended - wasThere + Number(attended))
	};
}
