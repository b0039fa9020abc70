import { readdirSync, readFileSync } from 'node:fs';

// CPU time by the operating system's own count, so that nothing that a process does is missed.

const TICKS_PER_SECOND = 100;

type Process = { pid: number; parent: number; seconds: number };

function read(pid: number): Process | null {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		// the name stands in brackets and may hold anything: count from the last one
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		const [user = 0, system = 0] = [Number(fields[11]), Number(fields[12])];
		// of children that have ended and were waited for
		const [childUser = 0, childSystem = 0] = [Number(fields[13]), Number(fields[14])];
		return {
			pid,
			parent: Number(fields[1]),
			seconds: (user + system + childUser + childSystem) / TICKS_PER_SECOND
		};
	} catch {
		return null;
	}
}

/** Seconds that a process and its children have used so far. Linux only; null elsewhere. */
export function cpuOf(pid: number): number | null {
	const own = read(pid);
	if (!own) return null;
	const children = readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name))
		.map((name) => read(Number(name)))
		.filter((process) => process?.parent === pid);
	return own.seconds + children.reduce((sum, child) => sum + (child?.seconds ?? 0), 0);
}

/** Resident memory in MB. */
export function memoryOf(pid: number): number | null {
	try {
		const status = readFileSync(`/proc/${pid}/status`, 'utf8');
		return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
	} catch {
		return null;
	}
}
