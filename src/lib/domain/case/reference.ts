import { z } from 'zod';

/**
 * Reference of the police system. What it looks like is their matter; it is never a name, which no
 * program can tell. A sign that is not seen would make two references of one.
 */
export const caseReference = z
	.string('reference')
	.trim()
	.min(1, 'reference')
	.max(40, 'reference')
	.regex(/^[^\p{C}\p{Zl}\p{Zp}]*$/u, 'reference');
