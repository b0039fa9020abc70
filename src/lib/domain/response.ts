import { z } from 'zod';
import { formFacts } from './questionnaire/index.ts';

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
	consentVersion: z.string()
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
