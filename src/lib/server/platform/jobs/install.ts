import { PgBoss } from 'pg-boss';
import postgres from 'postgres';
import { connectionOf } from './connection.ts';
import { queueOptions, queues, SCHEMA } from './queues.ts';

/**
 * Makes the tables of the jobs, or brings them up to date, as heard_owner. The worker may read and
 * write rows there and make nothing. A killed run can simply be run again.
 */
export async function installJobs(ownerUrl: string): Promise<void> {
	const boss = new PgBoss({
		...connectionOf(ownerUrl),
		application_name: 'heard_owner',
		schema: SCHEMA,
		max: 1,
		supervise: false,
		schedule: false,
		registerInstance: false
	});
	let failure: unknown = null;
	boss.on('error', (error) => (failure ??= error));
	try {
		await boss.start();
		for (const name of queues) await boss.createQueue(name, queueOptions);
	} finally {
		await boss.stop({ graceful: false });
	}
	if (failure) throw failure;
	await grant(ownerUrl);
}

/** Rows and the one function that statements use. What else is there would make or drop tables. */
async function grant(ownerUrl: string): Promise<void> {
	const owner = postgres(ownerUrl, { max: 1, onnotice: () => {} });
	try {
		await owner.unsafe(`
			revoke all on schema ${SCHEMA} from public;
			revoke all on all functions in schema ${SCHEMA} from public;
			grant usage on schema ${SCHEMA} to heard_worker;
			grant select, insert, update, delete on all tables in schema ${SCHEMA} to heard_worker;
			grant execute on function ${SCHEMA}.job_now() to heard_worker;
		`);
	} finally {
		await owner.end();
	}
}
