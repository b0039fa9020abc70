import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { lift, living, pidOf, place } from './marks.ts';

// longer than the slowest start that may be waited for inside it
const patience = 300_000;

/**
 * Runs the work while no other process (and no other call in this one) holds the lock. The lock of
 * a process that died is nobody's.
 */
export async function locked<T>(folder: string, work: () => Promise<T>): Promise<T> {
	const mine = await acquire(folder);
	try {
		return await work();
	} finally {
		await lift(folder, mine);
	}
}

/**
 * First leave a mark, then look: of two that come at once at least one sees the other and steps
 * back. Nothing is ever taken over, so there is no moment in which two could take over the same.
 */
async function acquire(folder: string): Promise<string> {
	const giveUp = performance.now() + patience;
	for (;;) {
		if ((await living(folder)).length === 0) {
			const mine = await place(folder);
			if ((await living(folder)).every((name) => name === mine)) return mine;
			await lift(folder, mine);
		}
		if (performance.now() > giveUp) throw new Error(await heldBy(folder));
		await pause(randomInt(20, 100));
	}
}

async function heldBy(folder: string): Promise<string> {
	const pids = (await living(folder)).map(pidOf).join(', ');
	return (
		`Another process (${pids}) has been starting or stopping the database for five minutes. ` +
		`End it and try again; if no such process is Heard's, remove ${folder}.`
	);
}
