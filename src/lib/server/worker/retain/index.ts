import {
	dropCounters,
	dropDrafts,
	dropSessions,
	dropVisits,
	emptyTalks,
	forgetFormFacts
} from './store.ts';

/**
 * What has ended is forgotten: form facts, filed drafts of dead links and filed talks, stale visits, counters and
 * sessions. Each by itself: where intake has rights, somebody with its login can hold a row.
 */
export const retain = [
	forgetFormFacts,
	dropDrafts,
	emptyTalks,
	dropVisits,
	dropCounters,
	dropSessions
];
