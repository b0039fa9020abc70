import { z } from 'zod';
import { deskRoutes } from '../access/entrances.ts';
import { by } from './parts.ts';

/** Blocks, break-glass, and everybody who asked for what is not theirs. */
export const accessEvents = {
	// the pattern of the address, never the address
	'access.denied': z.strictObject({ ...by, object: z.uuid(), route: z.enum(deskRoutes) })
} as const;
