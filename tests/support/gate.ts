import type { Sql } from 'postgres';
import { until } from './until.ts';

// A kill point inside a transaction: a trigger in the test's database that waits for a lock which the
// test holds. The code under test knows nothing of it.

export type Gate = {
	/** Until a transaction stands at the gate; its backend's process id. */
	reached: () => Promise<number>;
	/** Lets everybody through and takes the gate away. */
	open: () => Promise<void>;
};

type Place = {
	table: string;
	/** `at commit`: a row was updated, all is written, and the transaction is about to be made durable. */
	moment: 'before insert' | 'after insert' | 'before update' | 'after update' | 'at commit';
	/** Only for rows of which this is true, in SQL: `new` is the row. */
	when?: string;
};

let gates = 0;

export async function gate(superuser: Sql, { table, moment, when = 'true' }: Place): Promise<Gate> {
	const key = 4_100_000 + ++gates;
	const name = `gate_${key}`;
	const keeper = await superuser.reserve();
	await keeper.unsafe(`select pg_advisory_lock(${key})`);
	// without lock_timeout, which would open the gate by itself
	await superuser.unsafe(`
		create function public.${name}() returns trigger language plpgsql set lock_timeout = 0 as $$
		begin
			perform pg_advisory_xact_lock_shared(${key});
			return new;
		end $$`);
	const kind =
		moment === 'at commit'
			? `constraint trigger ${name} after update on public."${table}"
				deferrable initially deferred`
			: `trigger ${name} ${moment} on public."${table}"`;
	await superuser.unsafe(
		`create ${kind} for each row when (${when}) execute function public.${name}()`
	);

	return {
		reached: () =>
			until(`somebody at the gate of ${table}`, async () => {
				const [found] = await superuser<{ pid: number }[]>`
					select pid from pg_locks
					where locktype = 'advisory' and objid = ${key} and not granted`;
				return found?.pid;
			}),
		async open() {
			await keeper.unsafe(`select pg_advisory_unlock(${key})`);
			keeper.release();
			await superuser.unsafe(`drop function public.${name}() cascade`);
		}
	};
}

/** Until a backend is gone, and with it whatever it had not committed. */
export function untilGone(superuser: Sql, pid: number): Promise<boolean> {
	return until('the end of a backend', async () => {
		const [found] = await superuser`select 1 from pg_stat_activity where pid = ${pid}`;
		return found === undefined;
	});
}
