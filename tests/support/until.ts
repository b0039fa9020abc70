import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits for another process to have done something. Never for a time: it goes on as soon as it is
 * so, and fails, naming what did not come, if it never is.
 */
export async function until<Found>(
	what: string,
	look: () => Promise<Found | null | undefined | false>,
	{ seconds = 30 }: { seconds?: number } = {}
): Promise<Found> {
	const end = performance.now() + seconds * 1000;
	while (performance.now() < end) {
		const found = await look();
		if (found) return found;
		await pause(50);
	}
	throw new Error(`it never came: ${what}`);
}
