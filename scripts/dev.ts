import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { dataFolder, invented, prepareLocal } from './local.ts';
import { onceStopped, portOf, say } from './shell.ts';

// `npm run dev`: both surfaces in one process, on the embedded database of the demo. Run the demo
// once before, and its invented people can sign in. Never like this in production: one host would
// share the cookies of both.

const stopped = onceStopped();
const port = portOf();
const origin = `http://localhost:${port}`;
const local = await prepareLocal({ say });
const vite = join(import.meta.dirname, '..', 'node_modules', 'vite', 'bin', 'vite.js');
const child = spawn(process.execPath, [vite, 'dev', '--port', String(port), '--strictPort'], {
	env: {
		// eslint-disable-next-line no-restricted-properties -- Vite runs in the shell's own surroundings
		...process.env,
		SURFACE: 'all',
		HEARD_MODE: 'development',
		...invented,
		ORIGIN: origin,
		HEARD_INTAKE_ORIGIN: origin,
		PORT: String(port),
		DATABASE_URL: local.urls.heard_desk,
		DATABASE_WORKER_URL: local.urls.heard_worker,
		DATABASE_INTAKE_URL: local.urls.heard_intake,
		HEARD_PEPPER_FILE: local.pepperFile,
		HEARD_KEK_FILE: local.kekFile,
		HEARD_OUTBOX: join(dataFolder, 'outbox')
	},
	stdio: 'inherit'
});
const ended = once(child, 'exit');
try {
	say(`The desk: ${origin}/desk/login`);
	await Promise.race([stopped, ended]);
} finally {
	child.kill('SIGTERM');
	if (child.exitCode === null && child.signalCode === null) await ended;
	await local.release();
}
