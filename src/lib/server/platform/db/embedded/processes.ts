import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';

const hasProc = existsSync('/proc/self/stat');

/**
 * What tells a process from a later one that was given the same number: when it started (clock ticks
 * since this boot, and which boot). Null when it is gone; a dead process whose parent never
 * collected it counts as gone.
 */
export function startOf(pid: number): string | null {
	return hasProc ? startFromProc(pid) : startFromPs(pid);
}

export function isRunning({ pid, started }: { pid: number; started: string }): boolean {
	return startOf(pid) === started;
}

/** Whether the number is taken at all, by a living process or by a dead one nobody collected. */
export function isTaken(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error instanceof Error && 'code' in error && error.code === 'EPERM';
	}
}

/** Whether this process is the PostgreSQL server (not one of its children) of this data folder. */
export function isServerOf(pid: number, folder: string): boolean {
	if (!hasProc)
		return /postgres -D /.test(ps(pid, 'command')) && ps(pid, 'command').includes(folder);
	const [program, ...args] = read(`/proc/${pid}/cmdline`).split('\0');
	const at = args.indexOf('-D');
	if (basename(program ?? '') !== 'postgres' || at < 0) return false;
	// the working folder survives a renamed clone, the argument can be read where the other cannot
	return isSameFolder(`/proc/${pid}/cwd`, folder) || isSameFolder(args[at + 1] ?? '', folder);
}

let boot: string | undefined;

function startFromProc(pid: number): string | null {
	// the program's name stands in brackets and may itself hold brackets and blanks
	const fields = read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
	const [state, ticks] = [fields[0], fields[19]];
	if (!state || !ticks || state === 'Z' || state === 'X') return null;
	boot ??= read('/proc/sys/kernel/random/boot_id').slice(0, 8);
	return `${ticks}.${boot}`;
}

function startFromPs(pid: number): string | null {
	const line = ps(pid, 'stat,lstart');
	return line === '' || line.startsWith('Z') ? null : line.replace(/^\S+/, '').replace(/\W/g, '');
}

function ps(pid: number, columns: string): string {
	try {
		const shown = columns.split(',').flatMap((column) => ['-o', `${column}=`]);
		return execFileSync('ps', [...shown, '-p', String(pid)], { encoding: 'utf8' }).trim();
	} catch {
		return '';
	}
}

function read(path: string): string {
	try {
		return readFileSync(path, 'utf8');
	} catch {
		return '';
	}
}

function isSameFolder(one: string, other: string): boolean {
	try {
		const [a, b] = [statSync(one), statSync(other)];
		return a.ino === b.ino && a.dev === b.dev;
	} catch {
		return one === other;
	}
}
