import { z } from 'zod';
import { organisation, orNull, role, unit } from '../fields.ts';

export const changeForm = z.object({ role, organisation, unit });

const day = z.iso.date('days');
export const awayForm = z.object({ from: orNull(day), until: orNull(day) });

export const linkForm = z.object({ way: z.enum(['mail', 'print'], 'way') });
