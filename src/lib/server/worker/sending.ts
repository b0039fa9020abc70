import { z } from 'zod';
import { agencyId, deliveryId, noticeId } from '#lib/domain/ids.ts';
import { JobsMissing, openJobs, type Jobs } from '#lib/server/platform/jobs/index.ts';
import { StartRefusal } from '#lib/server/platform/config.ts';
import type { Bench } from './bench.ts';
import { deliver, findDue as findMessages } from './deliver/index.ts';
import { findDue as findNotices, notify } from './notify/index.ts';
import type { Post } from './post.ts';

const messagePlace = z.object({ agencyId, id: deliveryId });
const noticePlace = z.object({ agencyId, id: noticeId });

const SWEEP_MS = 5000;
const AT_ONCE = 200;

/**
 * Messages leave beside the rounds and never in them: a gateway that hangs for as long as it may
 * keeps no answer of hers from being assessed. The sweep wakes a job for each row that is due, so one
 * that was lost, with its worker or with the database, is woken again.
 */
export async function startSending({
	bench,
	post,
	url,
	onError
}: {
	bench: Bench;
	post: Post;
	/** As heard_worker, for the jobs' own connections. */
	url: string;
	onError: (error: unknown) => void;
}): Promise<{ stop: () => Promise<void> }> {
	const open = () =>
		openJobs({
			url,
			onError,
			work: {
				deliver: (row) => deliver(bench, post, messagePlace.parse(row)),
				notify: (row) => notify(bench, post, noticePlace.parse(row))
			}
		});
	let jobs: Jobs | null = await open().catch((error: unknown) => {
		if (error instanceof JobsMissing) {
			throw new StartRefusal(
				'The tables of the jobs are missing or of another version: run "npm run heard -- database migrate" with the address of heard_owner.'
			);
		}
		// the database is away for a moment: assessing goes on, and the next sweep tries again
		onError(error);
		return null;
	});

	let running: Promise<void> | null = null;
	let isStopping = false;
	const sweep = async () => {
		jobs ??= await open();
		await jobs.wake('deliver', await findMessages(bench.db, AT_ONCE));
		await jobs.wake('notify', await findNotices(bench.db, AT_ONCE));
	};
	const wake = () => {
		if (isStopping) return;
		running ??= sweep()
			.catch(onError)
			.finally(() => (running = null));
	};
	const timer = setInterval(wake, SWEEP_MS);
	wake();

	return {
		async stop() {
			isStopping = true;
			clearInterval(timer);
			await running;
			await jobs?.stop();
		}
	};
}
