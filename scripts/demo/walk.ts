import type { Pin, Token } from '#lib/domain/link/index.ts';
import { answer, page } from '#lib/server/intake/check-in/index.ts';
import { open } from '#lib/server/intake/visit/index.ts';
import type { Database } from '#lib/server/platform/db/client.ts';
import type { Answers } from './stories.ts';

/** More pages than a check-in has: a story that does not end is a mistake, not a long story. */
const MOST_PAGES = 80;

/**
 * An invented victim answers, through the same verbs as a real one: one page after the other,
 * each saved, sealed when it is sent. `stopAfter`: closes the page after that question.
 */
export async function walk(
	db: Database,
	{
		token,
		pin,
		pepper,
		answers,
		stopAfter
	}: { token: Token; pin: Pin; pepper: Uint8Array; answers: Answers; stopAfter?: string }
): Promise<void> {
	const secret = await open(db, {
		token,
		pin,
		pepper,
		network: 'demo',
		language: null,
		before: null
	});
	if (!secret) throw new Error('a link of the demo did not open');

	for (let pages = 0; pages < MOST_PAGES; pages++) {
		const shown = await page(db, secret);
		if (!shown || shown.isOver) return;
		const here = shown.view.page;
		if (here.kind === 'send') {
			await answer(db, secret, { q: null, action: 'send', typed: {} }, { pepper });
			return;
		}
		const q = here.kind === 'question' ? here.question.id : null;
		const value = q && answers[q];
		const text = q && answers[`${q}_text`];
		await answer(
			db,
			secret,
			{
				q,
				action: q && value === undefined ? 'skip' : 'continue',
				typed: q && value ? { [q]: value, ...(text ? { [`${q}_text`]: text } : {}) } : {}
			},
			{ pepper }
		);
		if (q !== null && q === stopAfter) return;
	}
	throw new Error('a story of the demo does not end');
}
