/** Every refusal a person can meet: its status, the key of its text, and why it exists. */
export const refusals = {
	// unknown, used, expired, withdrawn, locked, mistyped: one page, so that none tells anything
	closed: { status: 404, key: 'closed.text' },
	// the same for "not there" and "not yours"
	'case.not_found': { status: 404, key: 'desk.not_found' },
	'concern.not_found': { status: 404, key: 'desk.not_found' },
	'page.not_found': { status: 404, key: 'desk.not_found' },
	// a form that did not come from our own page
	'request.not_ours': { status: 403, key: 'desk.not_ours' },
	'request.wrong_type': { status: 415, key: 'desk.not_ours' },
	// signed out meanwhile; what the form said was not done
	'session.ended': { status: 403, key: 'desk.sign_in.problem.ended' },
	// the database cannot take it now; nothing was lost that we said we have
	unavailable: { status: 503, key: 'desk.unavailable' }
} as const satisfies Record<string, { status: number; key: string }>;

export type RefusalCode = keyof typeof refusals;
