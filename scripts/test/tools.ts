import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';

export const root = join(import.meta.dirname, '..', '..');

const tools = {
	prettier: 'prettier/bin/prettier.cjs',
	eslint: 'eslint/bin/eslint.js',
	kit: '@sveltejs/kit/svelte-kit.js',
	tsc: 'typescript/bin/tsc',
	'svelte-check': 'svelte-check/bin/svelte-check',
	vitest: 'vitest/vitest.mjs',
	playwright: '@playwright/test/cli.js'
};
export type Tool = keyof typeof tools;

/**
 * Runs a tool of the project in this terminal and says whether it ended well. When `until` is
 * aborted it is ended, with everything that it started.
 */
export async function run(
	tool: Tool,
	args: readonly string[],
	{ until, env = {} }: { until: AbortSignal; env?: Record<string, string> }
): Promise<boolean> {
	until.throwIfAborted();
	const child = spawn(process.execPath, [join(root, 'node_modules', tools[tool]), ...args], {
		cwd: root,
		stdio: ['ignore', 'inherit', 'inherit'],
		// eslint-disable-next-line no-restricted-properties -- a tool runs where its caller runs
		env: { ...process.env, ...env }
	});
	const ended = once(child, 'exit');
	const end = () => child.pid !== undefined && endFamily(child.pid);
	until.addEventListener('abort', end);
	const [code] = await ended.finally(() => until.removeEventListener('abort', end));
	until.throwIfAborted();
	return code === 0;
}

/**
 * Asks a process and its descendants to end, by their numbers, and makes those that do not. Tests
 * start surfaces in groups of their own, which would outlive the test that is cut off.
 */
function endFamily(pid: number): void {
	const family = [pid, ...descendantsOf(pid)];
	signal(family, 'SIGTERM');
	void pause(5000, null, { ref: false }).then(() => signal(family, 'SIGKILL'));
}

function signal(pids: readonly number[], name: NodeJS.Signals): void {
	for (const pid of pids) {
		try {
			process.kill(pid, name);
		} catch {
			// it has ended by itself
		}
	}
}

function descendantsOf(pid: number): number[] {
	const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
	const pairs = (stdout ?? '').split('\n').map((line) => line.trim().split(/\s+/).map(Number));
	const found = [pid];
	for (const parent of found) {
		for (const [child = 0, of] of pairs) if (of === parent) found.push(child);
	}
	return found.slice(1);
}
