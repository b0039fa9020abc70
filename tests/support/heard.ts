import { join } from 'node:path';
import postgres, { type Sql } from 'postgres';
import { startEmbedded } from '../../src/lib/server/platform/db/embedded/index.ts';
import { dataFolder, prepareLocal, type Local } from '../../scripts/local.ts';
import { freePort, startSurface, untilReady, type Surface } from '../../scripts/processes.ts';
import { clockOf, type Clock } from './clock.ts';

/** A database of its own in the tests' embedded server, with the real logins and migrations. */
export type Ground = {
	local: Local;
	/** Sees and may do everything: for looking, for moving the clock, for triggers. */
	superuser: Sql;
	clock: Clock;
	close: () => Promise<void>;
};

const testFolder = join(dataFolder, 'test');

export async function ground(name: string): Promise<Ground> {
	const database = `heard_${name.replaceAll(/[^a-z0-9]/g, '_')}`;
	// a fresh database for every run: what an earlier, killed run left behind is of no use
	const before = await startEmbedded({ folder: join(testFolder, 'pg') });
	const administrator = postgres(before.superuserUrl, { max: 1, onnotice: () => {} });
	// logins belong to the whole server: two files at once would each change them under the other
	await administrator`select pg_advisory_lock(hashtext('heard tests'))`;
	await administrator.unsafe(`drop database if exists "${database}" with (force)`);
	const local = await prepareLocal({ folder: testFolder, name: database });
	await administrator.end();
	const superuser = postgres(local.superuserUrl, { max: 4, onnotice: () => {} });
	return {
		local,
		superuser,
		clock: clockOf(superuser),
		async close() {
			await superuser.end();
			await local.release();
			await before.release();
		}
	};
}

export type Running = {
	intake: Surface;
	desk: Surface;
	intakePort: number;
	deskPort: number;
	/** What the two processes have printed so far. */
	printed: () => string;
	stop: () => Promise<void>;
};

/** Both surfaces from the production build, on free ports of loopback. */
export async function start(
	at: Ground,
	{
		intake: intakeEnv = {},
		desk: deskEnv = {}
	}: { intake?: Record<string, string>; desk?: Record<string, string> } = {}
): Promise<Running> {
	const [intakePort, deskPort] = [await freePort(), await freePort()];
	const intakeOrigin = `http://127.0.0.1:${intakePort}`;
	const common = { local: at.local, intakeOrigin, mode: 'test', output: 'pipe' } as const;
	const intake = startSurface({
		...common,
		surface: 'intake',
		origin: intakeOrigin,
		port: intakePort,
		env: intakeEnv
	});
	const desk = startSurface({
		...common,
		surface: 'desk',
		origin: `http://localhost:${deskPort}`,
		port: deskPort,
		env: deskEnv
	});
	const lines: string[] = [];
	for (const { child } of [intake, desk]) {
		child.stdout?.on('data', (chunk) => lines.push(String(chunk)));
		child.stderr?.on('data', (chunk) => lines.push(String(chunk)));
	}
	const stop = async () => {
		await Promise.all([intake.stop(), desk.stop()]);
	};
	try {
		await Promise.all([untilReady(intake, intakePort), untilReady(desk, deskPort)]);
	} catch (error) {
		await stop();
		throw new Error(`${String(error)}\n${lines.join('')}`, { cause: error });
	}
	return { intake, desk, intakePort, deskPort, printed: () => lines.join(''), stop };
}
