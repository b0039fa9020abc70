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
			changed?: { by: string | null };
	  };

export type CardForm = { card?: Omit<IssuedCard, 'pin'> };
