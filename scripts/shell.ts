import process from 'node:process';

// What the commands share: a line to the person who typed them, and their Ctrl-C.

/** Prints one line. The commands talk to a person; the app itself only logs. */
export function say(line = ''): void {
	process.stdout.write(`${line}\n`);
}

/** One Ctrl-C may arrive twice: from the terminal, and handed on by npm. */
const SAME_PRESS_MS = 2000;

/**
 * Settled at the first Ctrl-C or request to end. Whoever presses again later does not want to wait:
 * that ends at once.
 */
export function onceStopped(): Promise<void> {
	return new Promise((resolve) => {
		let first: number | null = null;
		const stop = () => {
			first ??= performance.now();
			if (performance.now() - first > SAME_PRESS_MS) process.exit(130);
			resolve();
		};
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
	});
}

/** `PORT`, 3000 by default. */
export function portOf(): number {
	// eslint-disable-next-line no-restricted-properties -- the demo has no surface of its own to configure
	const port = Number(process.env.PORT ?? 3000);
	if (!Number.isInteger(port) || port < 1 || port > 65_534) {
		throw new Error('PORT is a number from 1 to 65534; the desk takes the next one.');
	}
	return port;
}

/** A variable that a command needs. The sentence names it, never its value. */
export function variable(
	name: string,
	is = 'postgres://<login>:<password>@<host>/<database>'
): string {
	// eslint-disable-next-line no-restricted-properties -- addresses that only commands use, never the app
	const value = process.env[name];
	if (value) return value;
	say(`${name} is missing: set it to ${is}.`);
	return process.exit(2);
}
