import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import {
	removeEmbedded,
	startEmbedded,
	type Embedded
} from '../../src/lib/server/platform/db/embedded/index.ts';
import { startOf } from '../../src/lib/server/platform/db/embedded/processes.ts';
import { prepareLocal } from '../../scripts/local.ts';
import { clockOf } from './clock.ts';
import type { Ground } from './heard.ts';
import { until } from './until.ts';

/** A whole PostgreSQL of one's own: to be killed, to be configured badly, to be searched byte by byte. */
export type OwnGround = Ground & {
	/** Holds everything of it: `pg` (the data), `pg.log`, the key files, and `tmp`, which is empty. */
	folder: string;
	/** Ends the server as an immediate shutdown or a power cut does: nobody is asked, nothing is tidied. */
	crash: () => Promise<void>;
	/** Starts it again at the same address. Returns when it has recovered and answers. */
	startAgain: () => Promise<void>;
	/** Lets go of the server in good order, which stops it; the files stay until close(). */
	shutDown: () => Promise<void>;
};

export async function ownGround(): Promise<OwnGround> {
	const folder = realpathSync(mkdtempSync(join(tmpdir(), 'heard-test-')));
	const data = join(folder, 'pg');
	const local = await prepareLocal({ folder });
	const superuser = postgres(local.superuserUrl, {
		max: 4,
		onnotice: () => {},
		// it comes back as soon as the server does
		backoff: () => 0.05
	});
	const leases: Pick<Embedded, 'release'>[] = [local];
	const { port } = new URL(local.superuserUrl);
	const letGo = async () => {
		for (const lease of leases.splice(0)) await lease.release();
	};

	return {
		folder,
		local,
		superuser,
		clock: clockOf(superuser),
		async crash() {
			const pid = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
			process.kill(pid, 'SIGQUIT');
			await until('the end of the server', async () => startOf(pid) === null);
		},
		async startAgain() {
			leases.push(await startEmbedded({ folder: data, port: Number(port) }));
		},
		async shutDown() {
			await superuser.end();
			await letGo();
		},
		async close() {
			await superuser.end();
			await letGo();
			await removeEmbedded(data);
			rmSync(folder, { recursive: true, force: true });
		}
	};
}
