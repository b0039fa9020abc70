import type { Flag, Route, Rule } from './rule.ts';
import type { Severity } from './severity.ts';

// rules.md 6: flags that no rule produces.

type ByHand = Pick<Rule, 'code' | 'tags' | 'reason' | 'actions'>;

const judgement: ByHand = {
	code: 'F-JUDGE',
	tags: ['SR6'],
	reason: 'A member of staff raised this by judgement.',
	actions: ['Read the reason that was given', 'Ask the one who raised it what should be done']
};

const notReadable: ByHand = {
	code: 'T-UNREADABLE',
	tags: ['SR1'],
	reason: 'An answer arrived that could not be read. Contact the victim by the contact plan.',
	actions: ['Contact the victim by the contact plan', 'Tell the technical staff']
};

export const byHand: readonly ByHand[] = [judgement, notReadable];

/**
 * A revision that cannot be opened or assessed. Nobody knows whether she wanted police to see it,
 * so it says nothing but that it came.
 */
export function unreadable({ conflict }: { conflict: boolean }): Flag {
	return {
		code: notReadable.code,
		severity: 'critical',
		routes: conflict ? ['D', 'XSUP'] : ['O', 'D', 'SUP'],
		reason: notReadable.reason,
		evidence: []
	};
}

type JudgedLane = 'police' | 'support' | 'supervisor';

const routeOf: Record<JudgedLane, Route> = { police: 'O', support: 'S', supervisor: 'SUP' };

/**
 * F-JUDGE: what a person saw that no rule sees. It adds and never takes away. `reason`: as it was
 * written; null when that does not open, and then the flag stands all the same.
 */
export function judged({
	severity,
	lanes,
	reason
}: {
	severity: Severity;
	lanes: readonly JudgedLane[];
	reason: string | null;
}): Flag {
	const routes = lanes.map((lane) => routeOf[lane]);
	// critical never waits for a person: the desk gets it together with the owner (queue.md, OW3)
	const isForDesk = severity === 'critical' && lanes.includes('police');
	return {
		code: judgement.code,
		severity,
		routes: isForDesk ? [...routes, 'D'] : routes,
		reason: reason ?? judgement.reason,
		evidence: []
	};
}
