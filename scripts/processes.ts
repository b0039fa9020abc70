import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { invented, type Local } from './local.ts';

// The two surfaces as two processes of one build, as a real installation runs them on two hosts.

const serve = join(import.meta.dirname, 'serve.ts');

export type Surface = {
	origin: string;
	child: ChildProcess;
	/** Settled when the process has ended, with its exit code. */
	ended: Promise<number | null>;
	/** Asks it to finish its requests and end. */
	stop: () => Promise<void>;
};

type Wanted = {
	surface: 'intake' | 'desk';
	local: Local;
	origin: string;
	port: number;
	/** Where links lead; the desk prints it on cards. */
	intakeOrigin: string;
	mode: 'demo' | 'test';
	env?: Record<string, string>;
	/** What the process prints; inherited by default. */
	output?: 'inherit' | 'pipe';
};

/** Each process gets what its zone may have, and no more: intake gets no KEK and no other login. */
function environmentOf({ surface, local, origin, port, intakeOrigin, mode, env }: Wanted) {
	const common = {
		PATH: inherited('PATH'),
		HOME: inherited('HOME'),
		TZ: 'UTC',
		NODE_ENV: 'production',
		SURFACE: surface,
		HEARD_MODE: mode,
		HOST: '127.0.0.1',
		PORT: String(port),
		ORIGIN: origin,
		HEARD_PEPPER_FILE: local.pepperFile
	};
	const own =
		surface === 'intake'
			? {
					DATABASE_URL: local.urls.heard_intake,
					...invented
				}
			: {
					DATABASE_URL: local.urls.heard_desk,
					DATABASE_WORKER_URL: local.urls.heard_worker,
					HEARD_KEK_FILE: local.kekFile,
					HEARD_INTAKE_ORIGIN: intakeOrigin
				};
	return { ...common, ...own, ...env };
}

// eslint-disable-next-line no-restricted-properties -- what every process inherits, nothing of ours
const inherited = (name: 'PATH' | 'HOME') => process.env[name] ?? '';

export function startSurface(wanted: Wanted): Surface {
	const child = spawn(process.execPath, [serve], {
		env: environmentOf(wanted),
		stdio: ['ignore', wanted.output ?? 'inherit', wanted.output ?? 'inherit'],
		// a group of its own: Ctrl-C reaches the one who started it, who stops it in order
		detached: true
	});
	const ended = once(child, 'exit').then(([code]) => code as number | null); // by Node's types: any
	return {
		origin: wanted.origin,
		child,
		ended,
		async stop() {
			if (child.exitCode !== null || child.signalCode !== null) return;
			child.kill('SIGTERM');
			await ended;
		}
	};
}

/** Waits until the surface says that it can do its work. Throws when it ends before. */
export async function untilReady(surface: Surface, port: number): Promise<void> {
	let hasEnded = false;
	void surface.ended.then(() => (hasEnded = true));
	for (let tries = 0; tries < 600 && !hasEnded; tries++) {
		const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null);
		if (answer?.ok) return;
		await pause(100);
	}
	throw new Error(
		hasEnded ? 'A surface ended while it started; see above why.' : 'A surface did not get ready.'
	);
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
	const server = createServer();
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	server.close();
	await once(server, 'close');
	if (address === null || typeof address === 'string') throw new Error('no port');
	return address.port;
}
