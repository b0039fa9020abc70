import type { IssuedCard } from '#lib/domain/access/index.ts';
import type { FieldProblem, IssuedCode, NotNow, PlanTyped } from '#lib/domain/contact/index.ts';

type Typed = Record<string, string | string[]>;

/** What the POST of a new link hands back. `problems` by field: `id`, `language`, `hours`, `one_hand`. */
export type NewLinkForm =
	| { card: IssuedCard }
	| { code: IssuedCode }
	| {
			typed: Typed;
			problems: Record<string, string>;
			/** Her plan let no message go; who has a task now. */
			refused?: { reason: NotNow; asked: 'support' | 'officer' };
	  };

/** What the POSTs of a plan hand back: what was typed and is not saved yet, or the safe word. */
export type PlanForm =
	| { word: string }
	| {
			typed?: PlanTyped;
			problems: FieldProblem[];
			isMinor: boolean;
			/** Somebody else has saved, or an answer came in that speaks against a confirmation. */
			changed?: { by: string | null } | 'warned';
			/** The version that the form still is made from, and when that was read. */
			madeFrom?: { version: number; seenAt?: string | undefined };
	  };

export type CardForm = { card?: Omit<IssuedCard, 'pin'> };
