import {
	dropCounters,
	dropDrafts,
	dropSessions,
	dropSetupLinks,
	dropSignInSteps,
	dropVisits,
	forgetFormFacts
} from './store.ts';

/**
 * What has ended is forgotten: form facts, filed drafts of dead links, stale visits, counters,
 * sessions, steps of signing in and set-up links. Each by itself: where intake has rights, somebody with its login can hold a row.
 */
export const retain = [
	forgetFormFacts,
	dropDrafts,
	dropVisits,
	dropCounters,
	dropSessions,
	dropSignInSteps,
	dropSetupLinks
];
