import type { Config } from './config.ts';
import { openPool, type Database, type Pool } from './db/client.ts';

/** The logins that app processes have. The owner's and the auditor's are for commands only. */
export const appLogins = ['intake', 'desk', 'worker'] as const;
export type AppLogin = (typeof appLogins)[number];

const open = new Map<AppLogin, Pool>();

/** One pool for each login that this process has: an intake process holds no way in but its own. */
export function openPools({ databases, poolSize }: Pick<Config, 'databases' | 'poolSize'>): void {
	for (const login of appLogins) {
		const url = databases[login];
		if (url === null || open.has(login)) continue;
		open.set(login, openPool(url, { max: poolSize, name: `heard_${login}` }));
	}
}

/** After the last answer and after the worker: whatever still runs is given five seconds. */
export async function closePools(): Promise<void> {
	const pools = [...open.values()];
	open.clear();
	await Promise.all(pools.map((pool) => pool.end()));
}

export function openedPools(): [AppLogin, Pool][] {
	return [...open];
}

/** Throws when this process has no such login: that is a mistake in a call, not a state. */
export function poolOf(login: AppLogin): Pool {
	const pool = open.get(login);
	if (!pool) throw new Error(`this process has no login ${login}`);
	return pool;
}

export const intakeDatabase = (): Database => poolOf('intake').db;
export const deskDatabase = (): Database => poolOf('desk').db;
export const workerDatabase = (): Database => poolOf('worker').db;
