import { z } from 'zod';

/** What a person who signs in is. */
export const roles = [
	'officer',
	'supervisor',
	'support_worker',
	'programme_worker',
	'admin',
	'auditor'
] as const;

export const role = z.enum(roles);
export type Role = (typeof roles)[number];
