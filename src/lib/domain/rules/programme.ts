import { event } from './derived.ts';
import { all, any } from './parts.ts';
import type { Part } from './parts.ts';
import { fact, says } from './reading.ts';
import type { Reading } from './reading.ts';
import { high, medium } from './rule.ts';
import type { Rule } from './rule.ts';

// rules.md 4.5: perpetrator programmes. Attendance is not safety.

function attends(reading: Reading): Part {
	const { programmeStatus: status } = reading.facts;
	const now = status === 'attending' || status === 'completed';
	return now ? [{ ref: 'facts.programmeStatus', value: status }] : null;
}

function doesNotAttend(reading: Reading): Part {
	return attends(reading)
		? null
		: [{ ref: 'facts.programmeStatus', value: reading.facts.programmeStatus }];
}

const notAttended: Rule = {
	code: 'F-PROG',
	tags: ['SR5'],
	reason: 'The programme was not started, or stopped, or behaviour got worse.',
	actions: ['Check with the provider (never quote the victim)', 'Report to court if ordered'],
	levels: (r) => {
		const stopped = any(says(r, 'P1', 'stopped', 'never'), fact(r, 'newDropOut'));
		const worse = says(r, 'P2', 'worse');
		const worseOutside = all(worse, doesNotAttend(r));
		return [high(all(stopped, worse), 'O', 'S'), medium(any(stopped, worseOutside), 'O', 'S')];
	}
};

const mismatch: Rule = {
	code: 'F-PROG-MISMATCH',
	tags: ['SR5', 'SR8'],
	reason: 'The programme reports attendance, and the victim reports harm.',
	actions: [
		'Attendance is not safety',
		'Re-assess; review what the programme place was relied on for'
	],
	levels: (r) => [high(all(attends(r), any(event(r), says(r, 'P2', 'worse'))), 'O', 'SUP')]
};

export const programme: readonly Rule[] = [notAttended, mismatch];
