import { questionIds, questions, type QuestionId } from '../questionnaire/index.ts';
import type { AnswerView, ChangeTable, ResponseView } from './views.ts';

/** Columns that fit on a card, today's among them. */
const MOST = 3;

// How safe she feels stands there whether or not it changed: one line from check-in to check-in.
const always: readonly QuestionId[] = ['SF1', 'SF2'];

/**
 * Answer by answer against the time before, from responses that this reader may read and nothing
 * else: a column that is not theirs is not compared with. `responses` newest first. Null with fewer
 * than two.
 */
export function changesIn(responses: readonly ResponseView[]): ChangeTable | null {
	const shown = responses.slice(0, MOST).toReversed();
	if (shown.length < 2) return null;

	const rows = questionIds
		.filter((id) => questions[id].part !== 'gate' && questions[id].kind !== 'text' && id !== 'MORE')
		.flatMap((question) => rowOf(question, shown));
	return {
		columns: shown.map(({ at }, place) => ({ at, latest: place === shown.length - 1 })),
		rows: rows.filter(({ changed, question }) => changed || always.includes(question))
	};
}

function rowOf(question: QuestionId, shown: readonly ResponseView[]): ChangeTable['rows'] {
	const cells = shown.flatMap(
		({ answers }) => answers.find((cell) => cell.question === question) ?? []
	);
	const [before, latest] = cells.slice(-2);
	// a question that this reader may not read in one of them has no row at all
	if (cells.length !== shown.length || !before || !latest) return [];
	return [{ question, cells, changed: !isSame(before, latest) }];
}

function isSame(a: AnswerView, b: AnswerView): boolean {
	return a.state === b.state && a.codes.join() === b.codes.join();
}
