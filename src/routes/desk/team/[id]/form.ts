import { z } from 'zod';
import { day } from '../../fields.ts';
import { organisation, orNull, role, unit } from '../fields.ts';

export const changeForm = z.object({ role, organisation, unit });

export const awayForm = z.object({ from: orNull(day('day')), until: orNull(day('day')) });

export const linkForm = z.object({ way: z.enum(['mail', 'print'], 'way') });
