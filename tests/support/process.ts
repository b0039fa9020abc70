import { closeSync, openSync, readdirSync, readFileSync, readlinkSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { until } from './until.ts';

// What the kernel (Linux) and V8 tell of a running process: what somebody finds who has taken it over.

export function environmentOf(pid: number): Map<string, string> {
	const pairs = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').filter(Boolean);
	return new Map(
		pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)])
	);
}

export function openFilesOf(pid: number): string[] {
	return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
		try {
			return [readlinkSync(`/proc/${pid}/fd/${fd}`)];
		} catch {
			// closed while we looked
			return [];
		}
	});
}

export function mappedFilesOf(pid: number): string[] {
	const paths = regionsOf(pid).flatMap(({ path }) => (path.startsWith('/') ? [path] : []));
	return [...new Set(paths)];
}

/** Whether these bytes stand anywhere in the memory that the process can write. */
export function holdsInMemory(pid: number, bytes: Uint8Array): boolean {
	const wanted = Buffer.from(bytes);
	const memory = openSync(`/proc/${pid}/mem`, 'r');
	const size = 4 * 1024 * 1024;
	const chunk = Buffer.alloc(size + bytes.length);
	try {
		for (const { from, to, isWritable } of regionsOf(pid)) {
			if (!isWritable) continue;
			for (let at = from; at < to; at += size) {
				const length = Math.min(chunk.length, to - at);
				if (find(memory, chunk, { at, length }).includes(wanted)) return true;
			}
		}
		return false;
	} finally {
		closeSync(memory);
	}
}

function find(
	memory: number,
	chunk: Buffer,
	{ at, length }: { at: number; length: number }
): Buffer {
	try {
		return chunk.subarray(0, readSync(memory, chunk, 0, length, at));
	} catch {
		// reserved by V8 and never touched: there is nothing to read
		return Buffer.alloc(0);
	}
}

type Region = { from: number; to: number; isWritable: boolean; path: string };

function regionsOf(pid: number): Region[] {
	return readFileSync(`/proc/${pid}/maps`, 'utf8')
		.split('\n')
		.filter(Boolean)
		.map((line) => {
			const [range = '', rights = '', , , , ...path] = line.split(/\s+/);
			const [from = 0, to = 0] = range.split('-').map((hex) => parseInt(hex, 16));
			return { from, to, isWritable: rights.startsWith('rw'), path: path.join(' ') };
		});
}

/** Environment with which a process writes a heap snapshot into `folder` when it gets SIGUSR2. */
export const withSnapshots = (folder: string) => ({
	NODE_OPTIONS: `--heapsnapshot-signal=SIGUSR2 --diagnostic-dir=${folder}`
});

/** Every string of its heap: source texts, names of modules, and whatever it holds as text. */
export async function stringsInHeap(pid: number, folder: string): Promise<string[]> {
	process.kill(pid, 'SIGUSR2');
	return until('a heap snapshot', async () => {
		const [name] = readdirSync(folder).filter((one) => one.endsWith('.heapsnapshot'));
		if (name === undefined) return null;
		try {
			return JSON.parse(readFileSync(join(folder, name), 'utf8')).strings;
		} catch {
			// it is still being written
			return null;
		}
	});
}
