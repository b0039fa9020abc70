import process from 'node:process';
import { config, type Config } from './config.ts';
import type { Pool } from './db/client.ts';
import { giveUp } from './give-up.ts';
import { log, logError } from './log.ts';
import { closePools, openedPools, openPools, poolOf } from './pools.ts';
import { checkStart } from './start-checks/index.ts';

type Worker = { stop: () => Promise<void> };

/** Given by hooks.server.ts, because only a desk process may even load the worker. */
export type StartWorker = (needs: {
	pool: Pool;
	config: Config;
	onError: (error: unknown) => void;
	onSendingError: (error: unknown) => void;
}) => Promise<Worker>;

/**
 * Before the first request: settings, keys, database, then the worker. A process that must not run
 * says why in one sentence and ends.
 */
export async function startProcess(startWorker: StartWorker): Promise<void> {
	process.on('uncaughtException', crash);
	const worker = await begin(startWorker).catch(giveUp);
	// adapter-node says so when the last answer is out
	process.once('sveltekit:shutdown', () => {
		stop(worker).catch((error: unknown) => logError(error, { event: 'process.failed' }));
	});
}

async function begin(startWorker: StartWorker): Promise<Worker | null> {
	const settings = config();
	openPools(settings);
	await checkStart(settings, openedPools());
	log.info('process.started', { surface: settings.surface });
	if (!settings.runsWorker) return null;
	return startWorker({
		pool: poolOf('worker'),
		config: settings,
		onError: (error) => logError(error, { event: 'worker.failed', surface: 'worker' }),
		onSendingError: (error) => logError(error, { event: 'job.failed', surface: 'worker' })
	});
}

/** Node would print the message, and with a database error her answers are in it. */
function crash(error: unknown): never {
	logError(error, { event: 'process.failed' });
	process.exit(1);
}

/** The worker first: what it holds is a transaction, and that needs its pool. */
async function stop(worker: Worker | null): Promise<void> {
	await worker?.stop();
	await closePools();
	log.info('process.stopped', { surface: config().surface });
}
