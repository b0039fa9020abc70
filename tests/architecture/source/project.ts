import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Root of the project. */
export const root = join(import.meta.dirname, '..', '..', '..');

/** Every file below `folders`, as paths from `base` with `/`, sorted. */
export function filesIn(base: string, ...folders: string[]): string[] {
	return folders
		.flatMap((folder) =>
			readdirSync(join(base, folder), { recursive: true, withFileTypes: true })
				.filter((entry) => entry.isFile())
				.map((entry) => relative(base, join(entry.parentPath, entry.name)))
		)
		.map((path) => path.split(sep).join('/'))
		.toSorted();
}

/** The text of a file of the project. */
export function read(path: string, base = root): string {
	return readFileSync(join(base, path), 'utf8');
}

/** Tests may do what the code beside them may not: read files, use test packages. */
export function isTest(path: string): boolean {
	return /\.test(-support)?\.ts$/.test(path);
}
