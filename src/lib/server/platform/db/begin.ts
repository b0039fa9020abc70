import { setTimeout as pause } from 'node:timers/promises';
import type { Sql } from 'postgres';

/** The driver tells of a close right after it has failed what was under way. */
const CLOSE_MS = 500;

class ConnectionGone extends Error {
	override readonly name = 'ConnectionGone';
	readonly code = 'CONNECTION_CLOSED';
}

/** What a transaction's work may do with its connection; throws when that is gone. */
export type Alive = () => void;

/**
 * `begin` of the driver, safe against a connection that breaks inside a transaction. The driver sends
 * ROLLBACK down the connection that is gone, which ends the whole process and everybody's visit with
 * it (porsager/postgres, issue 1208); and what the work still says would meet the connection's next
 * life, outside any transaction (pull request 1155). So once its connection is gone a transaction
 * says nothing more, and its work never comes back to the driver, which has ended it by then.
 */
export function begin(
	client: Sql,
	given: unknown[],
	{
		inside,
		isBroken
	}: { inside: (tx: Sql, alive: Alive) => Sql; isBroken: (e: unknown) => boolean }
): Promise<unknown> {
	const work = given.pop();
	if (typeof work !== 'function') throw new TypeError('a transaction without work');
	let isGone = false;
	const closed = Promise.withResolvers<void>();
	const alive = () => {
		if (isGone) throw new ConnectionGone();
	};
	const guarded = async (tx: Sql): Promise<unknown> => {
		try {
			const result: unknown = await Reflect.apply(work, undefined, [inside(tx, alive)]);
			if (!isGone) return result;
		} catch (error) {
			if (!isGone && isBroken(error)) await Promise.race([closed.promise, pause(CLOSE_MS)]);
			if (!isGone) throw error;
		}
		return new Promise(() => {});
	};
	const ended: Promise<unknown> = Reflect.apply(client.begin, client, [...given, guarded]);
	ended.catch(() => {
		isGone = true;
		closed.resolve();
	});
	return ended;
}
