import { z } from 'zod';
import { staffId } from './ids.ts';
import { formFacts, observed } from './questionnaire/index.ts';

/** Stored form of answers: see questionnaire/stored.ts. */
const storedAnswers = z.record(z.string(), z.union([z.string(), z.array(z.string()), z.null()]));

/**
 * What is sealed into a response revision. The form facts are the copy that was frozen with the
 * link: a later change in the case cannot make an answer invalid.
 */
export const sealedResponse = z.object({
	answers: storedAnswers,
	facts: formFacts,
	/** Language that she chose. */
	language: z.string(),
	mode: z.enum(['self', 'phone', 'in_person']),
	/** Whole seconds on form pages over all visits; null where nobody measured. */
	secondsOnForm: z.number().int().nonnegative().nullable(),
	/** Version of the consent text that was agreed to (CN0). */
	consentVersion: z.string(),
	/** What the worker noticed in a talk. Over a link nobody looks on. */
	observations: z
		.object({
			...observed.shape,
			alone: z.boolean().default(true),
			/** AM2 = no: who spoke did not know the agreed word, and was asked nothing. */
			identityFailed: z.boolean().default(false)
		})
		.prefault({}),
	/** Who typed the answers of a talk, and the interpreter: they stay with them for ever. */
	talk: z.object({ by: staffId, interpreter: z.string().nullable() }).nullable().default(null)
});
export type SealedResponse = z.infer<typeof sealedResponse>;

/** What is sealed into a flag. */
export const sealedFlag = z.object({
	code: z.string(),
	reason: z.string(),
	evidence: z.array(z.object({ ref: z.string(), value: z.string() })),
	routes: z.array(z.string()),
	/** Its response had CN1 = support: the officer side sees no more than safety.md 9 allows. */
	supportOnly: z.boolean(),
	/** N2 of the response, for F-CALL. */
	wish: z.string().nullable()
});
export type SealedFlag = z.infer<typeof sealedFlag>;

/** What is boxed as the headline of a lane. */
export const headline = z.object({
	/** Code of the first reason. */
	code: z.string(),
	/** How many other reasons the lane has. */
	others: z.number().int().nonnegative()
});
export type Headline = z.infer<typeof headline>;
