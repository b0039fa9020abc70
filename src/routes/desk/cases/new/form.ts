import { z } from 'zod';
import { caseReference } from '#lib/domain/case/index.ts';
import { caseId, staffId, unitId } from '#lib/domain/ids.ts';
import { caseFields, chosen } from '../fields.ts';

export const newCaseForm = z.object({
	/** Minted with the form: sending it twice makes one case. */
	id: caseId,
	reference: caseReference,
	unit: chosen(unitId, 'unit'),
	officer: chosen(staffId, 'officer'),
	deputy: chosen(staffId, 'deputy'),
	...caseFields
});
