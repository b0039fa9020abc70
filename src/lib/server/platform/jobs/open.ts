import { PgBoss, type Job } from 'pg-boss';
import { connectionOf } from './connection.ts';
import { jobData, queues, SCHEMA, type JobData, type Queue } from './queues.ts';

export type Jobs = {
	/** Asks for a row to be looked at soon. Asked twice before it begins, it is one wake-up. */
	wake: (queue: Queue, rows: readonly JobData[]) => Promise<void>;
	/** Takes up nothing new, and gives what runs five seconds. */
	stop: () => Promise<void>;
};

/** The owner has not made the tables, or those of another version. */
export class JobsMissing extends Error {
	override readonly name = 'JobsMissing';
}

const isMissing = (error: unknown) =>
	error instanceof Error && /not installed|requires migrations/.test(error.message);

/** How long a stop waits for what is being handed over; its claim ends by itself. */
const PATIENCE_MS = 5000;

const AT_ONCE = 2;

/**
 * Runs the jobs of this worker. Rows are the truth and jobs only wake-ups: one that is lost, comes
 * twice or fails changes nothing but when its row is looked at. Throws `JobsMissing`.
 */
export async function openJobs({
	url,
	work,
	onError
}: {
	/** As heard_worker. */
	url: string;
	work: Record<Queue, (data: JobData) => Promise<unknown>>;
	onError: (error: unknown) => void;
}): Promise<Jobs> {
	const boss = new PgBoss({
		...connectionOf(url),
		application_name: 'heard_worker_jobs',
		schema: SCHEMA,
		max: 2,
		// the owner has made everything, and this login may make nothing
		migrate: false,
		createSchema: false,
		schedule: false,
		registerInstance: false,
		reindex: false,
		monitorVacuum: false,
		openTelemetry: { enabled: false }
	});
	boss.on('error', sparingly(onError));
	try {
		await boss.start();
	} catch (error) {
		await boss.stop({ graceful: false }).catch(onError);
		throw isMissing(error) ? new JobsMissing() : error;
	}
	for (const queue of queues) {
		await boss.work(
			queue,
			{ batchSize: 1, localConcurrency: AT_ONCE, pollingIntervalSeconds: 1 },
			async (jobs: Job[]) => {
				for (const { data } of jobs) await quietly(() => work[queue](jobData.parse(data)), onError);
			}
		);
	}
	return {
		async wake(queue, rows) {
			if (rows.length === 0) return;
			await boss.insert(
				queue,
				rows.map((data) => ({ data, singletonKey: data.id }))
			);
		},
		stop: () => boss.stop({ graceful: true, timeout: PATIENCE_MS })
	};
}

/** Every poll fails while the database is away: one line a minute says it. */
function sparingly(onError: (error: unknown) => void): (error: unknown) => void {
	let quietUntil = 0;
	return (error) => {
		if (performance.now() < quietUntil) return;
		quietUntil = performance.now() + 60_000;
		onError(error);
	};
}

/**
 * A job never fails: pg-boss would keep the error as it stands, and with a database error the
 * parameters of the statement are in it.
 */
async function quietly(work: () => Promise<unknown>, onError: (error: unknown) => void) {
	try {
		await work();
	} catch (error) {
		onError(error);
	}
}
