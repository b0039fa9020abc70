import { formFacts, page as pageOf, shown } from '#lib/domain/questionnaire/index.ts';
import type { IntakeView } from '#lib/domain/questionnaire/view.ts';
import { onceMore, type Database } from '#lib/server/platform/db/client.ts';
import { current, type EndedVisit, type OpenVisit } from '../visit/current.ts';
import { wordsOf } from '#lib/server/platform/words.ts';

export type Shown = {
	view: IntakeView;
	language: string;
	/** The visit is at its end: this answer leaves nothing behind at the browser. */
	isOver: boolean;
};

/** The current page of the check-in; null is the closed page. Reads, and changes nothing. */
export async function page(db: Database, secret: Uint8Array): Promise<Shown | null> {
	const visit = await onceMore(() => current(db, secret));
	if (!visit) return null;
	return visit.state === 'open' ? openPage(visit) : endPage(visit);
}

function openPage(visit: OpenVisit): Shown {
	const { course, facts } = visit.draft;
	const at = { visit: visit.row.ordinal, facts };
	const here = pageOf(course, at);
	return {
		view: {
			page: here,
			words: wordsOf(visit.settings, facts, visit.language),
			values: shown(course, { visit: visit.row.ordinal, page: here }),
			problem: null,
			languages: { offered: visit.settings.languages, isOpen: false }
		},
		language: visit.language,
		isOver: false
	};
}

const neutralFacts = formFacts.parse({});

const endings = {
	sent: 'last',
	declined: 'declined',
	deleted: 'deleted',
	not_now: 'come_back'
} as const;

function endPage(visit: EndedVisit): Shown {
	return {
		view: {
			page: { kind: endings[visit.state] },
			// the last pages speak of nothing that an answer or a fact decides
			words: wordsOf(visit.settings, neutralFacts, visit.language),
			values: {},
			problem: null,
			languages: { offered: [], isOpen: false }
		},
		language: visit.language,
		isOver: true
	};
}
