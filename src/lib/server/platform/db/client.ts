import { sql } from 'drizzle-orm';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres, { type Sql } from 'postgres';
import type { AgencyId } from '#lib/domain/ids.ts';
import { begin, type Alive } from './begin.ts';
import * as schema from './schema/index.ts';

export type Database = PostgresJsDatabase<typeof schema>;
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];
/** What a store function runs on: inside a transaction or, for one statement, outside. */
export type Runner = Database | Transaction;

export type Pool = { db: Database; client: Sql; end: () => Promise<void> };

/**
 * Connections of one login. `waitSeconds` bounds the wait for a new connection; a pool that is
 * used up makes its callers wait in line, and `statement_timeout` of the login ends what hangs.
 */
export function openPool(url: string, { max, name }: { max: number; name: string }): Pool {
	const client = postgres(url, {
		max,
		idle_timeout: 60,
		connect_timeout: 5,
		// the driver's own grows to 20 s, and her page would wait for it after the database is back
		backoff: () => 0.1,
		max_lifetime: 60 * 30,
		onnotice: () => {},
		connection: { application_name: name }
	});
	return {
		db: drizzle(prepared(client), { schema, casing: 'snake_case' }),
		client,
		end: () => client.end({ timeout: 5 })
	};
}

/**
 * The same client, but each text of a statement is parsed and planned once for a connection.
 * Drizzle sends everything through `unsafe`, which by itself prepares nothing: planning the one read
 * of a page cost more than running it.
 */
function prepared(client: Sql, alive: Alive = () => {}): Sql {
	return new Proxy(client, {
		get(target, name) {
			if (name === 'unsafe') {
				const unsafe: Sql['unsafe'] = (text, values, options) => {
					alive();
					return target.unsafe(text, values, { ...options, prepare: true });
				};
				return unsafe;
			}
			if (name === 'begin') {
				return (...given: unknown[]) => begin(target, given, { inside: prepared, isBroken });
			}
			if (name === 'savepoint') {
				return (...given: unknown[]) => {
					const work = given.pop();
					if (typeof work !== 'function') throw new TypeError('a transaction without work');
					const inside = (tx: Sql) => work(prepared(tx, alive));
					return Reflect.apply(Reflect.get(target, name), target, [...given, inside]);
				};
			}
			return Reflect.get(target, name);
		}
	});
}

/**
 * A desk transaction: row security shows the rows of this agency and no others. Every query
 * inside still states the agency itself; this is the net below.
 */
export function withAgency<Result>(
	db: Database,
	agency: AgencyId,
	work: (tx: Transaction) => Promise<Result>
): Promise<Result> {
	return db.transaction(async (tx) => {
		await tx.execute(sql`select set_config('heard.agency', ${agency}, true)`);
		return work(tx);
	});
}

/** The database's now: the only clock that judges a stored time. */
export async function databaseNow(runner: Runner): Promise<Date> {
	const [row] = await runner.execute<{ now: string }>(sql`select heard_now() as now`);
	if (!row) throw new Error('the database gave no time');
	return new Date(row.now);
}

// A connection that broke or was ended by a restart: the transaction did not commit, or we do not
// know. Every write here is safe to repeat with the same ids.
const broken =
	/^(08\w{3}|57P0[123]|CONNECTION_CLOSED|CONNECTION_ENDED|CONNECTION_DESTROYED|CONNECT_TIMEOUT|ECONNREFUSED|ECONNRESET|EPIPE)$/;

/** Drizzle wraps the driver's error; the code is on the innermost one. */
export function databaseCode(error: unknown): string | null {
	for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
		if ('code' in at && typeof at.code === 'string') return at.code;
	}
	return null;
}

export function isBroken(error: unknown): boolean {
	const code = databaseCode(error);
	return code !== null && broken.test(code);
}

// Too slow, locked, full, too many: the database is there and cannot do it now.
const overburdened = /^(57014|55P03|53\w{3}|58030|25P03)$/;

/** The database cannot take it now; in a minute it may. */
export function isAway(error: unknown): boolean {
	return isBroken(error) || overburdened.test(databaseCode(error) ?? '');
}

/** One repeat after a broken connection. `work` must be safe to run twice with the same ids. */
export async function onceMore<Result>(work: () => Promise<Result>): Promise<Result> {
	try {
		return await work();
	} catch (error) {
		if (!isBroken(error)) throw error;
		return work();
	}
}
