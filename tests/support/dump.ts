import type { Sql } from 'postgres';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';

/** What a thief of the database or of a backup has: every table by COPY, as the superuser reads it. */
export type Dump = Map<string, string>;

async function tables(superuser: Sql): Promise<string[]> {
	const rows = await superuser<{ name: string }[]>`
		select format('%I.%I', n.nspname, c.relname) as name
		from pg_class c join pg_namespace n on n.oid = c.relnamespace
		where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema|drizzle)' order by 1`;
	return rows.map(({ name }) => name);
}

export async function dump(superuser: Sql): Promise<Dump> {
	const found: Dump = new Map();
	for (const name of await tables(superuser)) {
		const chunks: Buffer[] = [];
		for await (const chunk of await superuser.unsafe(`copy ${name} to stdout`).readable()) {
			chunks.push(Buffer.from(chunk));
		}
		found.set(name, Buffer.concat(chunks).toString());
	}
	return found;
}

/** Into a database of the same migrations, whatever was in it before. */
export async function load(superuser: Sql, stolen: Dump): Promise<void> {
	const connection = await superuser.reserve();
	try {
		await connection.unsafe('set session_replication_role = replica');
		await connection.unsafe(`truncate ${[...stolen.keys()].join(', ')}`);
		for (const [name, rows] of stolen) {
			if (rows === '') continue;
			const into = await connection.unsafe(`copy ${name} from stdin`).writable();
			await pipeline(Readable.from([rows]), into);
		}
		await connection.unsafe('set session_replication_role = origin');
	} finally {
		connection.release();
	}
}
