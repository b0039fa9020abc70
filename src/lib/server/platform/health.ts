import { config } from './config.ts';
import { openedPools, type AppLogin } from './pools.ts';
import type { Pool } from './db/client.ts';
import { checkKeyFiles, unsafeSettings } from './start-checks/index.ts';

const PATIENCE_MS = 4000;

/**
 * Whether this process can do its work now: its databases answer and keep what they confirm, its
 * keys are there, and the worker has finished a round lately. Why not is nobody's business here:
 * whoever runs it finds that in the log.
 */
export async function isHealthy(): Promise<boolean> {
	const patience = AbortSignal.timeout(PATIENCE_MS);
	const tooLate = new Promise<boolean>((resolve) => {
		patience.addEventListener('abort', () => resolve(false));
	});
	return Promise.race([isWhole().catch(() => false), tooLate]);
}

async function isWhole(): Promise<boolean> {
	checkKeyFiles(config());
	const answers = await Promise.all(openedPools().map(isPoolHealthy));
	return answers.length > 0 && answers.every((isFine) => isFine);
}

async function isPoolHealthy([login, pool]: [AppLogin, Pool]): Promise<boolean> {
	if ((await unsafeSettings(pool)).length > 0) return false;
	return login !== 'worker' || isWorkerAlive(pool);
}

/** Asked with the worker's login: the desk's sees only the rows of the agency it works for. */
async function isWorkerAlive({ client }: Pool): Promise<boolean> {
	const [row] = await client<{ alive: boolean }[]>`
		select coalesce(max(at) > heard_now() - interval '2 minutes', not exists (select 1 from agency))
			as alive
		from heartbeat`;
	return row?.alive ?? false;
}
