import { chmodSync, copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { logins, makeLogins, type Login } from '../../src/lib/server/platform/db/roles.ts';
import { freePort } from '../../scripts/processes.ts';
import { ownGround, type OwnGround } from '../support/own-ground.ts';
import { startOnce } from '../support/start-once.ts';

let at: OwnGround;
let port: number;
let openKey: string;
let emptyDatabase: (login: Login) => string;

beforeAll(async () => {
	at = await ownGround();
	port = await freePort();
	mkdirSync(join(at.folder, 'open'));
	openKey = join(at.folder, 'open', 'key');
	copyFileSync(at.local.kekFile, openKey);
	chmodSync(openKey, 0o640);
	emptyDatabase = await makeEmptyDatabase();
});
afterAll(() => at?.close());

async function makeEmptyDatabase(): Promise<(login: Login) => string> {
	const passwordOf = (login: Login) => new URL(at.local.urls[login]).password;
	await makeLogins(at.superuser, {
		name: 'empty',
		// every login is in `logins`
		passwords: Object.fromEntries(logins.map((login) => [login, passwordOf(login)])) as Record<
			Login,
			string
		>
	});
	return (login) => {
		const url = new URL(at.local.urls[login]);
		url.pathname = '/empty';
		return url.href;
	};
}

type Environment = Record<string, string | undefined>;

/** What a real intake host has. */
const intake = (): Environment => ({
	SURFACE: 'intake',
	ORIGIN: 'https://intake.example',
	PORT: String(port),
	DATABASE_URL: at.local.urls.heard_intake,
	HEARD_PEPPER_FILE: at.local.pepperFile
});

const desk = (): Environment => ({
	SURFACE: 'desk',
	ORIGIN: 'https://desk.example',
	HEARD_INTAKE_ORIGIN: 'https://intake.example',
	PORT: String(port),
	DATABASE_URL: at.local.urls.heard_desk,
	DATABASE_WORKER_URL: at.local.urls.heard_worker,
	HEARD_PEPPER_FILE: at.local.pepperFile,
	HEARD_KEK_FILE: at.local.kekFile
});

async function refusal(env: Environment, script: 'start.ts' | 'serve.ts' = 'start.ts') {
	const ended = await startOnce(script, env);
	// whoever reads it over somebody's shoulder learns no password
	for (const login of logins) {
		const { password } = new URL(at.local.urls[login]);
		expect(ended.stderr + ended.stdout).not.toContain(password);
	}
	return ended;
}

const oneSentence = (names: RegExp) => ({
	code: 1,
	stdout: '',
	stderr: expect.toSatisfy(
		(said: string) => /^Heard does not start\. [^\n]+\n$/.test(said) && names.test(said)
	)
});

describe('a process that must not run says why in one sentence, and ends', () => {
	test('F16 what is right does start: the refusals below have their reason', async () => {
		for (const surface of [intake(), desk()]) {
			// nothing but the port is in the way
			const taken = await startOnce('start.ts', {
				...surface,
				PORT: new URL(at.local.superuserUrl).port
			});
			expect(taken.code).toBe(1);
			expect(taken.stderr).toMatch(/cannot listen on 127\.0\.0\.1:\d+/);
		}
	});

	test.concurrent.each<[string, () => Environment, RegExp]>([
		[
			'both surfaces in one',
			() => ({ ...desk(), SURFACE: 'all', DATABASE_INTAKE_URL: at.local.urls.heard_intake }),
			/SURFACE=all/
		],
		['the mode of the tests', () => ({ ...intake(), HEARD_MODE: 'test' }), /HEARD_MODE/],
		['no ORIGIN', () => ({ ...intake(), ORIGIN: undefined }), /ORIGIN is missing/],
		[
			'an origin without https',
			() => ({ ...intake(), ORIGIN: 'http://intake.example' }),
			/https:\/\//
		],
		[
			'the KEK on intake',
			() => ({ ...intake(), HEARD_KEK_FILE: at.local.kekFile }),
			/HEARD_KEK_FILE/
		],
		['a desk without the KEK', () => ({ ...desk(), HEARD_KEK_FILE: undefined }), /HEARD_KEK_FILE/],
		[
			'a KEK file that is not there',
			() => ({ ...desk(), HEARD_KEK_FILE: join(at.folder, 'nowhere') }),
			/nowhere/
		],
		['a KEK open to others', () => ({ ...desk(), HEARD_KEK_FILE: openKey }), /chmod 600/],
		['a pepper open to others', () => ({ ...intake(), HEARD_PEPPER_FILE: openKey }), /chmod 600/],
		[
			'a superuser',
			() => ({ ...intake(), DATABASE_URL: at.local.superuserUrl }),
			/superuser.*heard_intake/
		],
		[
			'the owner of the tables',
			() => ({ ...intake(), DATABASE_URL: at.local.urls.heard_owner }),
			/owns tables/
		],
		[
			"another process's login",
			() => ({ ...intake(), DATABASE_URL: at.local.urls.heard_worker }),
			/heard_intake/
		],
		[
			'a worker with the login of the desk',
			() => ({ ...desk(), DATABASE_WORKER_URL: at.local.urls.heard_desk }),
			/heard_worker/
		],
		[
			'a database without migrations',
			() => ({ ...intake(), DATABASE_URL: emptyDatabase('heard_intake') }),
			/Migrations are missing/
		],
		[
			'a wrong password',
			() => ({
				...intake(),
				DATABASE_URL: at.local.urls.heard_intake.replace(/:[^:@/]+@/, ':no@')
			}),
			/does not let us in/
		]
	])('F16 %s', async (_, env, names) => {
		expect(await refusal(env())).toMatchObject(oneSentence(names));
	});

	test('F16 both surfaces in one, also when development is claimed', async () => {
		const all = { ...desk(), SURFACE: 'all', DATABASE_INTAKE_URL: at.local.urls.heard_intake };
		expect(await refusal({ ...all, HEARD_MODE: 'development' }, 'serve.ts')).toMatchObject(
			oneSentence(/one surface/)
		);
		expect(await refusal({ ...all, HEARD_MODE: 'development' })).toMatchObject(
			oneSentence(/HEARD_MODE/)
		);
	});

	// made wrong by the superuser, and made right again
	test.each<[string, () => Environment, string, string, RegExp]>([
		[
			'a login that may become another',
			intake,
			'grant heard_auditor to heard_intake',
			'revoke heard_auditor from heard_intake',
			/member/
		],
		[
			'a desk login that sees every agency',
			desk,
			'alter role heard_desk bypassrls',
			'alter role heard_desk nobypassrls',
			/nobypassrls/
		],
		[
			'a clock that was moved',
			intake,
			`create or replace function public.heard_now() returns timestamptz
				language sql stable parallel safe as $$ select now() - interval '1 second' $$`,
			`create or replace function public.heard_now() returns timestamptz
				language sql stable parallel safe as $$ select now() $$`,
			/heard_now/
		],
		...['fsync', 'full_page_writes', 'synchronous_commit'].map(
			(setting): [string, () => Environment, string, string, RegExp] => [
				`${setting} off`,
				desk,
				`alter system set ${setting} = off`,
				`alter system reset ${setting}`,
				new RegExp(`set ${setting} to on`)
			]
		)
	])('F16 %s', async (_, env, make, mend, names) => {
		await asAdministrator(make);
		try {
			expect(await refusal(env())).toMatchObject(oneSentence(names));
		} finally {
			await asAdministrator(mend);
		}
	});
});

/** In one connection of its own: ALTER SYSTEM runs in no transaction, and is read with the next signal. */
async function asAdministrator(statement: string): Promise<void> {
	const sql = postgres(at.local.superuserUrl, { max: 1, onnotice: () => {} });
	await sql.unsafe(statement);
	await sql`select pg_reload_conf()`;
	await sql.end();
}
