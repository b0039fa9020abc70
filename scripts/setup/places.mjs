import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const modules = join(root, 'node_modules');
export const platform = `${process.platform}-${process.arch}`;

/**
 * The text of a file, empty when there is none.
 * @param {string} file
 */
export function read(file) {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return '';
	}
}
