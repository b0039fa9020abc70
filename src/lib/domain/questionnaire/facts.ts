import { z } from 'zod';

const isSo = z.boolean().default(false);

/**
 * What the form needs to know about the case. Frozen when the link is made and kept beside it in
 * plain form, because it names nobody; the same copy is sealed into the response, so a later
 * change of the case cannot make an answer invalid. A missing fact is "no".
 */
export const formFacts = z.object({
	/** At least one order on the case is in force when the link is made. */
	hasLiveOrder: isSo,
	/** The case records a child of the victim, or one in the victim's care. */
	hasChildren: isSo,
	/** A programme is recorded, whatever its status. */
	hasProgramme: isSo,
	/** A named support worker is on the case. */
	hasSupportWorker: isSo,
	/** A support organisation is linked to the case. */
	hasSupportOrg: isSo,
	/** That organisation keeps its own confidentiality. */
	supportConfidential: isSo,
	/** The agency has switched W1 off. */
	withoutW1: isSo,
	/** No earlier response of this case has been assessed. */
	firstResponse: isSo,
	/** How the victim agreed, in person, that the form speaks of the perpetrator. */
	personPhrase: z.enum(['hurt', 'partner', 'ex', 'person']).default('hurt')
});

export type FormFacts = z.infer<typeof formFacts>;

/** A named worker, or a confidential organisation, means that there is an organisation. */
export function withImplied(facts: FormFacts): FormFacts {
	const hasSupportOrg = facts.hasSupportOrg || facts.hasSupportWorker || facts.supportConfidential;
	return { ...facts, hasSupportOrg };
}
