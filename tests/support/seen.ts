import { createHash } from 'node:crypto';
import type { Reply } from './visitor.ts';

/**
 * Everything of an answer that a stranger can compare with another: status, headers in their order,
 * every byte of the body. Without the time of day, which says nothing about a link.
 */
export function seen({ status, raw, body }: Reply) {
	return {
		status,
		headers: raw
			.filter(([name]) => name.toLowerCase() !== 'date')
			.map(([name, value]) => `${name.toLowerCase()}: ${value}`),
		body: createHash('sha256').update(body, 'latin1').digest('hex')
	};
}
