import { z } from 'zod';
import { dayNamed } from '#lib/domain/schedule/day.ts';
import { programmeStatuses } from '#lib/domain/work/index.ts';

export const statusForm = z.object({ status: z.enum(programmeStatuses, 'status') });

export const sessionForm = z.object({
	held_on: dayNamed('held_on'),
	attended: z.enum(['yes', 'no'], 'attended')
});

export const calledForm = z.object({ call: z.uuid() });
