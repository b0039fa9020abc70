import { page as pageOf, shown, type Typed } from '#lib/domain/questionnaire/index.ts';
import type { IntakeView } from '#lib/domain/questionnaire/view.ts';
import { onceMore, type Database } from '#lib/server/platform/db/client.ts';
import { current } from '../visit/current.ts';
import { keepVisit } from '../visit/store.ts';
import { wordsOf } from '#lib/server/platform/words.ts';

export type Staying = {
	/** Id of the question on the posted page. */
	q: string | null;
	typed: Typed;
	/** Changes to this language, if it is offered in this visit. Empty asks which there are. */
	language: string | null;
};

export type Stayed =
	{ kind: 'closed' } | { kind: 'moved' } | { kind: 'page'; view: IntakeView; language: string };

/**
 * "I am still here", or another language: the visit lives on at the same page and no answer is
 * saved, since she has not pressed Continue. What she had ticked or written comes back with the page.
 */
export async function stay(
	db: Database,
	secret: Uint8Array,
	{ q, typed, language }: Staying,
	late?: AbortSignal
): Promise<Stayed> {
	const visit = await onceMore(() => current(db, secret));
	late?.throwIfAborted();
	if (!visit) return { kind: 'closed' };
	if (visit.state !== 'open') return { kind: 'moved' };

	const offered = visit.settings.languages;
	const chosen = offered.find((one) => one === language) ?? visit.language;
	if (!(await onceMore(() => keepVisit(db, visit.secretHash, chosen)))) return { kind: 'closed' };

	const { course, facts } = visit.draft;
	const here = pageOf(course, { visit: visit.row.ordinal, facts });
	const isTyped = here.kind === 'question' && here.question.id === q && hasContent(typed, q);
	const isOpen = language === '';
	if (!isTyped && !isOpen) return { kind: 'moved' };
	return {
		kind: 'page',
		view: {
			page: here,
			words: wordsOf(visit.settings, facts, chosen),
			values: isTyped ? typed : shown(course, { visit: visit.row.ordinal, page: here }),
			problem: null,
			languages: { offered, isOpen }
		},
		language: chosen
	};
}

function hasContent(typed: Typed, q: string): boolean {
	return [typed[q] ?? [], typed[`${q}_text`] ?? []].flat().some((value) => value !== '');
}
