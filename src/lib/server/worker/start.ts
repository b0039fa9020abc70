import type { Pool } from '#lib/server/platform/db/client.ts';
import { keyRing } from '#lib/server/desk/keys/index.ts';
import type { Config } from '#lib/server/platform/config.ts';
import { keyProvider } from '#lib/server/platform/crypto/keys/index.ts';
import { carriersOf } from '#lib/server/platform/delivery/index.ts';
import { round } from './round.ts';
import { startSending } from './sending.ts';

const SWEEP_MS = 15_000;

export type RunningWorker = { stop: () => Promise<void> };

/**
 * Runs a round at every wake-up and every 15 seconds. NOTIFY only wakes: a lost one, a silently
 * dropped connection or a flood of them changes nothing but when the next round begins.
 */
export async function startWorker({
	pool,
	config,
	onError,
	onSendingError
}: {
	pool: Pool;
	config: Pick<Config, 'kekFile' | 'databases' | 'delivery' | 'origin' | 'intakeOrigin'>;
	/** Something of hers was not assessed; it is tried again. */
	onError: (error: unknown) => void;
	/** A message was not sent; it is tried again. */
	onSendingError: (error: unknown) => void;
}): Promise<RunningWorker> {
	const { kekFile, databases, origin, intakeOrigin } = config;
	if (!kekFile || !databases.worker) throw new Error('the worker needs the KEK and its login');
	const keys = keyRing(keyProvider({ path: kekFile }));
	const bench = { db: pool.db, keys };
	let isStopping = false;
	let isWanted = false;
	let running: Promise<void> | null = null;

	const tell = (error: unknown) => {
		for (const one of error instanceof AggregateError ? error.errors : [error]) onError(one);
	};
	const run = async () => {
		while (isWanted && !isStopping) {
			isWanted = false;
			await round(bench).catch(tell);
		}
		running = null;
	};
	const wake = () => {
		isWanted = true;
		if (!isStopping) running ??= run();
	};

	const sending = await startSending({
		bench,
		post: {
			carriers: carriersOf(config.delivery),
			intakeHost: new URL(intakeOrigin).hostname,
			deskOrigin: origin
		},
		url: databases.worker,
		onError: onSendingError
	});
	const listening = await pool.client.listen('heard_assess', wake, wake);
	const sweep = setInterval(wake, SWEEP_MS);
	wake();

	return {
		async stop() {
			isStopping = true;
			clearInterval(sweep);
			await listening.unlisten().catch(() => {});
			await sending.stop();
			await running;
		}
	};
}
