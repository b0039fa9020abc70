import { z } from 'zod';
import { isEvent, walk, type FormFacts, type StoredAnswers } from '../questionnaire/index.ts';

/**
 * What the measures of monitoring.md 6 need of one response, and nothing else. `null` is unknown:
 * skipped, declined, "not sure" or not shown are never read as "no".
 */
export const measure = z.object({
	/** ME-1, ME-2: -2 … 2. */
	feelsNow: z.number().int().nullable(),
	/** ME-3: 0 … 3. */
	safeToday: z.number().int().nullable(),
	/** ME-4: H2 or R1 tell of an event; null when neither was answered. */
	event: z.boolean().nullable(),
	/** ME-5: do the police know? */
	policeKnow: z.enum(['all', 'some', 'none']).nullable(),
	/** ME-6: was the order broken? */
	breach: z.boolean().nullable(),
	/** ME-10, ME-11: her own view of the order. */
	willKeep: z.enum(['0', '1', '2', '3']).nullable(),
	/** ME-16: did we make it worse? */
	madeWorse: z.boolean().nullable()
});
export type Measure = z.infer<typeof measure>;

const real = <Code extends string>(answer: unknown, codes: readonly Code[]): Code | null =>
	codes.find((code) => code === answer) ?? null;

const number = (code: string | null) => (code === null ? null : Number(code));

export function measureOf(answers: StoredAnswers, facts: FormFacts): Measure {
	const { kept } = walk(answers, facts);
	const breach = real(kept.O2, ['no', 'once', 'many']);
	const worse = real(kept.M1, ['yes', 'no']);
	return {
		feelsNow: number(real(kept.SF1, ['2', '1', '0', '-1', '-2'])),
		safeToday: number(real(kept.SF2, ['3', '2', '1', '0'])),
		event: kept.H2 || kept.R1 ? isEvent(kept) : null,
		policeKnow: real(kept.H3, ['all', 'some', 'none']),
		breach: breach === null ? null : breach !== 'no',
		willKeep: real(kept.O5, ['0', '1', '2', '3']),
		madeWorse: worse === null ? null : worse === 'yes'
	};
}
