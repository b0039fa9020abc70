import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const scripts = join(import.meta.dirname, '..', '..', 'scripts');

export type Ended = { code: number | null; stdout: string; stderr: string };

/**
 * Runs one of the scripts that start a surface, with exactly this environment, until it ends by
 * itself. One that does not is ended, and then has no exit code.
 */
export async function startOnce(
	script: 'serve.ts' | 'start.ts',
	env: Record<string, string | undefined>
): Promise<Ended> {
	const child = spawn(process.execPath, [join(scripts, script)], {
		env: { PATH: process.env.PATH, TZ: 'UTC', NODE_ENV: 'production', ...env },
		stdio: ['ignore', 'pipe', 'pipe'],
		timeout: 20_000
	});
	const said = { stdout: '', stderr: '' };
	child.stdout.on('data', (chunk) => (said.stdout += String(chunk)));
	child.stderr.on('data', (chunk) => (said.stderr += String(chunk)));
	const [code] = await once(child, 'close');
	return { code, ...said };
}
