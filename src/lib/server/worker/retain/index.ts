import {
	dropCounters,
	dropDrafts,
	dropMessages,
	dropNotices,
	dropSessions,
	dropSetupLinks,
	dropSignInSteps,
	dropVisits,
	endCards,
	emptyTalks,
	forgetFormFacts
} from './store.ts';

/**
 * What has ended is forgotten: form facts, filed drafts of dead links, filed talks, stale visits, counters,
 * sessions, steps of signing in, set-up links, cards that nobody showed, and what became of messages.
 * Each by itself: where intake has rights, somebody with its login can hold a row.
 */
export const retain = [
	forgetFormFacts,
	dropDrafts,
	emptyTalks,
	dropVisits,
	dropCounters,
	dropSessions,
	endCards,
	dropMessages,
	dropNotices,
	dropSignInSteps,
	dropSetupLinks
];
