import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { v7 as uuid } from 'uuid';
import {
	installJobs,
	JobsMissing,
	openJobs,
	type JobData
} from '#lib/server/platform/jobs/index.ts';
import { logins, type Login } from '#lib/server/platform/db/roles.ts';
import { ground, type Ground } from '../support/heard.ts';
import { until } from '../support/until.ts';

let at: Ground;
const sql = new Map<Login, Sql>();
beforeAll(async () => {
	at = await ground('jobs');
	for (const login of logins) {
		sql.set(login, postgres(at.local.urls[login], { max: 1, onnotice: () => {} }));
	}
});
afterAll(async () => {
	for (const one of sql.values()) await one.end();
	await at?.close();
});

const tried = async (login: Login, text: string): Promise<unknown> => {
	try {
		await sql.get(login)?.unsafe(text);
		return 'done';
	} catch (error) {
		return error instanceof Error && 'code' in error ? error.code : error;
	}
};

async function jobsOf(id: string) {
	return at.superuser<{ state: string; data: unknown; output: unknown }[]>`
		select state::text, data, output from pgboss.job where singleton_key = ${id}`;
}

/** A worker that writes down what it was woken for. */
async function listening(work: (data: JobData) => Promise<void> = async () => {}) {
	const woken: string[] = [];
	const failures: unknown[] = [];
	const note = async (data: JobData) => {
		woken.push(data.id);
		await work(data);
	};
	const jobs = await openJobs({
		url: at.local.urls.heard_worker,
		work: { deliver: note, notify: note },
		onError: (error) => failures.push(error)
	});
	return { jobs, woken, failures };
}

const row = (): JobData => ({ agencyId: uuid(), id: uuid() });

describe('the walls around jobs', () => {
	test.each(['heard_intake', 'heard_desk', 'heard_auditor'] as const)(
		'%s neither sees nor makes a job',
		async (login) => {
			expect(await tried(login, 'select * from pgboss.job')).toBe('42501');
			expect(await tried(login, 'select * from pgboss.queue')).toBe('42501');
			expect(await tried(login, `insert into pgboss.job (name) values ('deliver')`)).toBe('42501');
			expect(await tried(login, 'select pgboss.job_now()')).toBe('42501');
		}
	);

	test('the worker writes rows there, and makes, changes and drops nothing', async () => {
		expect(await tried('heard_worker', 'select count(*) from pgboss.job')).toBe('done');
		for (const forbidden of [
			'create table pgboss.mine (id int)',
			'alter table pgboss.job_common add column mine int',
			'drop table pgboss.job_common',
			'truncate pgboss.job_common',
			`select pgboss.create_queue('mine', '{"policy":"standard","partition":true}')`,
			`select pgboss.delete_queue('deliver')`
		]) {
			expect(await tried('heard_worker', forbidden), forbidden).toBe('42501');
		}
	});
});

test('the tables of the jobs can be made again and again, and what waits there stays', async () => {
	const { jobs } = await listening();
	await jobs.stop();
	const waiting = row();
	await at.superuser`
		insert into pgboss.job (name, data, singleton_key, policy)
		values ('deliver', ${at.superuser.json(waiting)}, ${waiting.id}, 'short')`;
	await installJobs(at.local.urls.heard_owner);
	await installJobs(at.local.urls.heard_owner);
	expect(await jobsOf(waiting.id)).toHaveLength(1);
	await at.superuser`delete from pgboss.job where singleton_key = ${waiting.id}`;
});

describe('a worker', () => {
	test('is woken for a row once, however often that is asked for before it begins', async () => {
		const here = row();
		const { jobs, woken, failures } = await listening();
		try {
			await jobs.wake('deliver', [here, here]);
			await jobs.wake('deliver', []);
			await until('the wake-up', async () => woken.length > 0);
			await until('its end', async () => (await jobsOf(here.id))[0]?.state === 'completed');
		} finally {
			await jobs.stop();
		}
		expect(woken).toEqual([here.id]);
		expect(failures).toEqual([]);
		// ids and nothing else
		expect(await jobsOf(here.id)).toEqual([{ state: 'completed', data: here, output: null }]);
	});

	test('keeps no word of what failed, and can be woken for the same row again', async () => {
		const here = row();
		const { jobs, woken, failures } = await listening(async () => {
			throw new Error('larkspur@larkfield.example does not answer');
		});
		try {
			for (const times of [1, 2]) {
				await jobs.wake('notify', [here]);
				await until('the wake-up', async () => woken.length === times);
				await until('its end', async () =>
					(await jobsOf(here.id)).every(({ state }) => state === 'completed')
				);
			}
		} finally {
			await jobs.stop();
		}
		expect(failures).toHaveLength(2);
		expect(JSON.stringify(await jobsOf(here.id))).not.toContain('larkspur');
	});

	test('does not start without the tables, and says so', async () => {
		await at.superuser`alter schema pgboss rename to elsewhere`;
		try {
			await expect(listening()).rejects.toThrow(JobsMissing);
		} finally {
			await at.superuser`alter schema elsewhere rename to pgboss`;
		}
	});
});
