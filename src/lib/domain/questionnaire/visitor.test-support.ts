import { begin } from './course.ts';
import type { Course } from './course.ts';
import { formFacts } from './facts.ts';
import { page, resume, shown } from './page.ts';
import { step } from './step.ts';
import type { Action, Step } from './step.ts';
import type { Typed } from './stored.ts';
import type { Page } from './view.ts';

export type Facts = Partial<ReturnType<typeof formFacts.parse>>;

/** Somebody with a browser: sees a page, presses a button, sees the next. */
export function visitor(given: Facts = {}, visit = 1, start: Course = begin()) {
	const facts = formFacts.parse(given);
	let course = visit === 1 ? start : resume(start, { visit, facts });

	function seesPage(): Page {
		return page(course, { visit, facts });
	}

	/** The page in one word: a question id, or help, danger, send, delete. */
	function sees(): string {
		const now = seesPage();
		return now.kind === 'question' ? now.question.id : now.kind;
	}

	/** Presses a button on the current page, or on another one that is still open in a tab. */
	function press(action: Action, typed: Typed = {}, q = currentQ(), seconds = 10): Step {
		const taken = step(course, { visit, facts, q, action, typed, seconds });
		if ('course' in taken) course = taken.course;
		return taken;
	}

	function currentQ(): string | null {
		const now = seesPage();
		return now.kind === 'question' ? now.question.id : null;
	}

	return {
		facts,
		sees,
		seesPage,
		seesAgain: () => shown(course, { visit, page: seesPage() }),
		course: () => course,
		press,
		/** Chooses codes on the current page and continues. */
		answers: (...codes: string[]) => press('continue', { [sees()]: codes }),
		/** Agrees, says that it is safe, and skips on until the page is there. */
		goesTo: (wanted: string) => {
			for (let presses = 0; sees() !== wanted && presses < 60; presses++) {
				if (sees() === 'CN0' || sees() === 'CN1') press('continue', { CN0: 'yes', CN1: 'both' });
				else if (press('skip').kind === 'moved' && currentQ() === null) press('continue');
			}
			if (sees() !== wanted) throw new Error(`never came to ${wanted}`);
		},
		/** Another visit with the same link and PIN. */
		comesBack: (as = visit + 1) => visitor(given, as, course)
	};
}
