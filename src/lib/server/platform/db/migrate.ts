import { readdirSync } from 'node:fs';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';

/**
 * Runs what is missing of `drizzle/`, as heard_owner. A killed run can simply be run again.
 * Leaves the number of migrations as a comment on the schema: every login may read that, while
 * the migrations' own table is readable by the owner alone.
 */
export async function migrate(ownerUrl: string, folder: string): Promise<void> {
	const client = postgres(ownerUrl, {
		max: 1,
		onnotice: () => {},
		// a migration that would make visits wait gives up and is run again
		connection: { lock_timeout: 2000 }
	});
	try {
		await runMigrations(drizzle(client), { migrationsFolder: folder });
		await client.unsafe(`comment on schema public is 'heard ${migrationsIn(folder)}'`);
	} finally {
		await client.end();
	}
}

/** How many migrations this build brings. */
export function migrationsIn(folder: string): number {
	return readdirSync(folder).filter((file) => file.endsWith('.sql')).length;
}
