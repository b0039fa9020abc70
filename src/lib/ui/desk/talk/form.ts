import type { Typed } from '#lib/domain/questionnaire/index.ts';
import type { Kept, OpeningField, OpeningProblem } from '#lib/domain/talk/index.ts';

/** Why a form of a talk was not done. */
export type Refused = Exclude<Kept, { kind: 'saved' }> | { kind: 'held' | 'changed' | 'ended' };

/** What a POST hands back where it does not lead to another page. */
export type TalkForm =
	| {
			step: 'opening';
			typed: Typed;
			/** By field. */
			problems?: Partial<Record<OpeningField, OpeningProblem>>;
			/** The agreed word, shown this once; empty where there is none. */
			word?: string;
	  }
	| { step: 'consent'; typed: Typed; talkId: string }
	| { refused: Refused; typed: Typed }
	/** For the page's own script. */
	| { kept: Kept };
