import { execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { read, root } from './places.mjs';

const room = join(root, '.data', 'installing');

/**
 * Two installs at once would delete each other's files. Each leaves a mark first and looks then, so
 * that of two at least one sees the other and steps back; the mark of a dead process counts for nothing.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function alone(work) {
	const mine = `${process.pid}-${startOf(process.pid)}`;
	mkdirSync(room, { recursive: true });
	for (let isTold = false; ; isTold = true) {
		if (others(mine).length === 0) {
			writeFileSync(join(room, mine), '');
			if (others(mine).length === 0) break;
			rmSync(join(room, mine), { force: true });
		}
		if (!isTold) console.error('Another process is installing the packages; waiting for it …');
		await pause(randomInt(100, 400));
	}
	try {
		return await work();
	} finally {
		rmSync(join(room, mine), { force: true });
	}
}

/** @param {string} mine */
function others(mine) {
	return readdirSync(room).filter((name) => {
		const [pid, started] = name.split('-');
		return name !== mine && startOf(Number(pid)) === started;
	});
}

/**
 * When a process started, in whatever form this system tells it; null when it is gone.
 * @param {number} pid
 */
function startOf(pid) {
	if (existsSync('/proc/self/stat')) {
		return read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ')[19] ?? null;
	}
	try {
		const shown = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
		return shown.replace(/\W/g, '');
	} catch {
		return null;
	}
}
