import { z } from 'zod';
import { programmeStatuses } from '#lib/domain/work/index.ts';
import { day } from '../../fields.ts';

export const statusForm = z.object({ status: z.enum(programmeStatuses, 'status') });

export const sessionForm = z.object({
	held_on: day('held_on'),
	attended: z.enum(['yes', 'no'], 'attended')
});

export const calledForm = z.object({ call: z.uuid() });
