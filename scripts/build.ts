import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const root = join(import.meta.dirname, '..');
const stamp = join(root, 'build', '.made-from');
const sources = [
	'src',
	'static',
	'svelte.config.js',
	'vite.config.ts',
	'scripts/inline.mjs',
	'package-lock.json'
];

/** Builds the production build, unless what is there was made from the same sources. */
export function buildOnce(say: (line: string) => void): void {
	const made = fingerprint();
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === made) return;
	say('Building (about half a minute)');
	const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
	const built = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'error'], {
		cwd: root,
		encoding: 'utf8'
	});
	// its remarks are of interest only when it failed
	if (built.status !== 0) {
		say(built.stdout + built.stderr);
		throw new Error('The build failed; see above why.');
	}
	writeFileSync(stamp, made);
}

function fingerprint(): string {
	const hash = createHash('sha256');
	for (const file of sources.flatMap((name) => filesIn(join(root, name)))) {
		hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
	}
	return hash.digest('hex');
}

function filesIn(path: string): string[] {
	if (!existsSync(path)) return [];
	try {
		return readdirSync(path, { withFileTypes: true })
			.toSorted((a, b) => (a.name < b.name ? -1 : 1))
			.flatMap((entry) => filesIn(join(path, entry.name)));
	} catch {
		return /\.test\.ts$/.test(path) ? [] : [path];
	}
}
