import { z } from 'zod';
import { unitId } from '#lib/domain/ids.ts';
import { line, personOrNobody, tick } from '../../fields.ts';

export const organisationForm = z.object({
	name: line('organisation_name'),
	confidential: tick,
	lead: personOrNobody
});

export const newUnitForm = z.object({
	/** Minted with the form: sending it twice adds one. */
	id: unitId,
	unit_name: line('unit_name')
});
