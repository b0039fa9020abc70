import { z } from 'zod';
import { organisationId } from '#lib/domain/ids.ts';
import { organisationKinds } from '#lib/domain/team/index.ts';
import { line, tick } from '../fields.ts';

export const newOrganisationForm = z.object({
	/** Minted with the form: sending it twice adds one. */
	id: organisationId,
	name: line('organisation_name'),
	kind: z.enum(organisationKinds, 'kind'),
	confidential: tick
});
