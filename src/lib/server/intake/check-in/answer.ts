import {
	answersToSend,
	hasSomethingToAssess,
	step,
	type Action,
	type Course,
	type Typed
} from '#lib/domain/questionnaire/index.ts';
import type { IntakeView } from '#lib/domain/questionnaire/view.ts';
import { onceMore, type Database } from '#lib/server/platform/db/client.ts';
import { closeState } from '../draft/box.ts';
import { saveState, type Due } from '../draft/store.ts';
import { current, type OpenVisit } from '../visit/current.ts';
import { comeBackLater, deleteAnswers } from './end.ts';
import { send } from './send.ts';
import { wake } from './wake.ts';
import { wordsOf } from '#lib/server/platform/words.ts';

export type Answer = {
	/** Id of the question on the posted page. */
	q: string | null;
	action: Action;
	typed: Typed;
};

export type Answered =
	{ kind: 'closed' } | { kind: 'moved' } | { kind: 'problem'; view: IntakeView; language: string };

/** Nobody reads one page for longer: a phone that was put away is not time on the form. */
const LONGEST_PAGE_SECONDS = 15 * 60;

/** A second tap, or a second window, saved in between: look again and try again. */
const TRIES = 8;

/**
 * One page of the check-in, posted. One read and one write. The same page posted twice gives the
 * same result. Nothing is called saved before the database has committed it. Nothing is begun any
 * more once `late` says that she was told to try again.
 */
export async function answer(
	db: Database,
	secret: Uint8Array,
	posted: Answer,
	{ pepper, late }: { pepper: Uint8Array; late?: AbortSignal }
): Promise<Answered> {
	for (let left = TRIES; left > 0; left--) {
		const visit = await onceMore(() => current(db, secret));
		late?.throwIfAborted();
		if (!visit) return { kind: 'closed' };
		// the last page is shown again, and nothing is written
		if (visit.state !== 'open') return { kind: 'moved' };
		const answered = await takeOne(db, visit, { ...posted, pepper });
		if (answered) return answered;
	}
	// not "moved": it is saved nowhere, and she would believe that it is
	throw new Error('others were quicker each time');
}

/** Null when the draft moved on under us. */
async function takeOne(
	db: Database,
	visit: OpenVisit,
	{ q, action, typed, pepper }: Answer & { pepper: Uint8Array }
): Promise<Answered | null> {
	const { facts, course } = visit.draft;
	const taken = step(course, {
		visit: visit.row.ordinal,
		facts,
		q,
		action,
		typed,
		seconds: Math.min(Math.max(visit.row.secondsSince, 0), LONGEST_PAGE_SECONDS)
	});

	switch (taken.kind) {
		case 'problem':
			return {
				kind: 'problem',
				view: {
					page: taken.page,
					words: wordsOf(visit.settings, facts, visit.language),
					values: typed,
					problem: taken.problem,
					languages: { offered: visit.settings.languages, isOpen: false }
				},
				language: visit.language
			};
		case 'deleted':
			await deleteAnswers(db, visit);
			break;
		case 'send':
			await send(db, visit, {
				answers: answersToSend(taken.course, facts),
				seconds: taken.course.seconds,
				as: 'sent',
				pepper
			});
			break;
		case 'declined':
			// saved first: over a link that has ended meanwhile, the worker takes it from the draft
			if (!(await save(db, visit, taken.course, 'unchanged'))) return null;
			await send(
				db,
				{ ...visit, version: visit.version + 1 },
				{ answers: { CN0: taken.answer }, seconds: taken.course.seconds, as: 'declined', pepper }
			);
			break;
		case 'not_now':
			if (!(await save(db, visit, taken.course, 'unchanged'))) return null;
			await comeBackLater(db, visit);
			break;
		case 'danger':
			if (!(await save(db, visit, taken.course, 'now'))) return null;
			await wake(db);
			break;
		case 'moved': {
			const isDue = taken.saved && hasSomethingToAssess(taken.course, facts);
			if (!(await save(db, visit, taken.course, isDue ? 'in_a_while' : 'unchanged'))) return null;
		}
	}
	return { kind: 'moved' };
}

function save(db: Database, visit: OpenVisit, course: Course, due: Due): Promise<boolean> {
	const { agencyId, linkId, draftId } = visit.row;
	const { version, language, draftKey, secretHash, settings, draft } = visit;
	const stateBox = closeState(
		draftKey,
		{ agencyId, linkId, draftId, version: version + 1 },
		{ ...draft, course, language }
	);
	return onceMore(() =>
		saveState(db, {
			agencyId,
			draftId,
			version,
			secretHash,
			stateBox,
			due,
			fileAfterMinutes: settings.fileAfterMinutes
		})
	);
}
