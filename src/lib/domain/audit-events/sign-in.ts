import { z } from 'zod';
import { staffId } from '../ids.ts';
import { by } from './parts.ts';

/** Who came in, with what, and who was turned away. */
export const signInEvents = {
	'session.started': z.strictObject(by),
	'session.refused': z.strictObject({ staff: staffId.nullable() }),
	'session.ended': z.strictObject(by)
} as const;
