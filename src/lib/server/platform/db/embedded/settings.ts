import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from './files.ts';
import type { Owner } from './files.ts';

const file = 'heard.conf';

/** The line that PostgreSQL's own settings end with. */
export const includeOurs = `\ninclude '${file}'\n`;

/** Writes our settings anew for this start; who may sign in is the superuser by password, from here. */
export async function writeSettings(
	folder: string,
	port: number,
	owner: Owner | null
): Promise<void> {
	const lines = Object.entries({ ...settings, port }).map(([name, value]) => `${name} = ${value}`);
	await replaceFile(join(folder, file), `${lines.join('\n')}\n`, owner);
	await replaceFile(
		join(folder, 'pg_hba.conf'),
		'host all all 127.0.0.1/32 scram-sha-256\n',
		owner
	);
}

/** The port of the last start, so that whoever kept its address finds it there again. */
export async function lastPort(folder: string): Promise<number | null> {
	const text = await readFile(join(folder, file), 'utf8').catch(() => '');
	const port = /^port = (\d+)$/m.exec(text)?.[1];
	return port ? Number(port) : null;
}

const settings: Record<string, string | number> = {
	listen_addresses: "'127.0.0.1'",
	// the path of a socket may have 107 bytes, the path of a clone has as many as it likes
	unix_socket_directories: "''",
	password_encryption: "'scram-sha-256'",
	max_connections: 200,
	shared_buffers: "'128MB'",
	jit: 'off',
	timezone: "'UTC'",

	// what the database has acknowledged must survive a power cut
	fsync: 'on',
	full_page_writes: 'on',
	synchronous_commit: 'on',

	// a statement, its parameters, or the message of an error ("invalid input: …") may hold her words
	log_statement: "'none'",
	log_parameter_max_length: 0,
	log_parameter_max_length_on_error: 0,
	log_min_error_statement: "'panic'",
	log_error_verbosity: "'terse'",
	log_min_messages: "'log'",
	log_checkpoints: 'off',
	log_timezone: "'UTC'",
	lc_messages: "'C'"
};
