import { setTimeout as sleep } from 'node:timers/promises';

// Beyond this many, a flood would cost us memory: they are answered at once instead.
const ROOM = 200;
let waiting = 0;

/**
 * A refused guess from a network that has guessed a lot waits two seconds, holding no database
 * connection. A right PIN never comes here.
 */
export async function waitAtTheDoor(): Promise<void> {
	if (waiting >= ROOM) return;
	waiting += 1;
	try {
		await sleep(2000);
	} finally {
		waiting -= 1;
	}
}
