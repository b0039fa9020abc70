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

/** Who may be responsible for a case, or its deputy. */
export const leadingRoles: readonly Role[] = ['officer', 'supervisor'];
