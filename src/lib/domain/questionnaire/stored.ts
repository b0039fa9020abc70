import type { QuestionId } from './definition.ts';

/**
 * Answers as they are kept and sealed: the key is a question id or `<id>_text`; `null` is skipped,
 * `"rns"` declined, an absent key not shown or not reached. Lists hold what was ticked, known
 * codes only, in the order of the definition, so that the same ticks always give the same bytes.
 */
export type StoredAnswers = Record<string, string | string[] | null>;

/** Form fields as the browser sent them; a name that came more than once is a list. */
export type Typed = Record<string, string | string[]>;

/** The key of the own words beside "something else". */
export type TextId = `${QuestionId}_text`;

/**
 * Normalised answers in state `answered`, the only ones that conditions and rules may read. A
 * list is without the exclusive codes that were ticked beside others.
 */
export type KeptAnswers = Readonly<Record<string, string | string[]>>;

export function textId(id: QuestionId): TextId {
	return `${id}_text`;
}
