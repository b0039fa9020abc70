import { freePort, startSurface, untilReady, type Surface } from '../../scripts/processes.ts';
import type { Ground } from './heard.ts';

/** One surface by itself, for tests that kill it and start it again where it was. */
export type Alone = Surface & {
	port: number;
	/** What it has printed so far. */
	printed: () => string;
	/** SIGKILL: no handler runs, no last word is said. */
	kill: () => Promise<void>;
};

type Wanted = {
	/** A port of loopback; any free one by default. */
	port?: number;
	/** Where the links lead that a desk issues. */
	intakeOrigin?: string;
	env?: Record<string, string>;
	/** Not to wait until it says that it is ready, where something else will show it. */
	isAwaited?: boolean;
};

export async function startAlone(
	at: Ground,
	surface: 'intake' | 'desk',
	{ port: wanted, intakeOrigin, env = {}, isAwaited = true }: Wanted = {}
): Promise<Alone> {
	const port = wanted ?? (await freePort());
	const host = surface === 'intake' ? '127.0.0.1' : 'localhost';
	const origin = `http://${host}:${port}`;
	const started = startSurface({
		surface,
		local: at.local,
		origin,
		port,
		intakeOrigin: intakeOrigin ?? origin,
		mode: 'test',
		output: 'pipe',
		env
	});
	const lines: string[] = [];
	started.child.stdout?.on('data', (chunk) => lines.push(String(chunk)));
	started.child.stderr?.on('data', (chunk) => lines.push(String(chunk)));
	const alone: Alone = {
		...started,
		port,
		printed: () => lines.join(''),
		async kill() {
			started.child.kill('SIGKILL');
			await started.ended;
		}
	};
	if (!isAwaited) return alone;
	try {
		await untilReady(started, port);
	} catch (error) {
		await alone.kill();
		throw new Error(`${String(error)}\n${alone.printed()}`, { cause: error });
	}
	return alone;
}
