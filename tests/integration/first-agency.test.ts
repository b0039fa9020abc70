import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ground, type Ground } from '../support/heard.ts';

// Somebody has installed Heard and has nothing but a terminal.

let at: Ground;
let folder: string;
beforeAll(async () => {
	at = await ground('first_agency');
	folder = mkdtempSync(join(tmpdir(), 'heard-first-'));
	// the sample that the operations guide gives must work as it stands
	const guide = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
	const sample = /```json\n([^`]+)```/.exec(guide)?.[1] ?? '';
	writeFileSync(join(folder, 'settings.json'), sample);
	writeFileSync(join(folder, 'bare.json'), JSON.stringify({ intake: { languages: ['en'] } }));
});
afterAll(async () => {
	rmSync(folder, { recursive: true, force: true });
	await at?.close();
});

/** What the command prints, and how it ends. */
function heard(...words: string[]): Promise<{ code: number; said: string }> {
	const { urls, kekFile, pepperFile } = at.local;
	const env = {
		PATH: process.env.PATH,
		DATABASE_OWNER_URL: urls.heard_owner,
		DATABASE_URL: urls.heard_desk,
		HEARD_KEK_FILE: kekFile,
		HEARD_PEPPER_FILE: pepperFile,
		ORIGIN: 'https://desk.example'
	};
	return new Promise((resolve) => {
		execFile(process.execPath, ['scripts/heard.ts', ...words], { env }, (error, said) => {
			resolve({ code: Number(error?.code ?? 0), said });
		});
	});
}

const first = (settings: string, ...more: string[]) =>
	heard(
		...['agency', 'create', '--name', 'North Moor', '--organisation', 'Moor Police'],
		...['--admin-name', 'Meadow Sorrel', '--admin-email', 'sorrel@desk.example'],
		...['--settings', join(folder, settings), ...more]
	);

test('without settings, or without a word on the recovery key, nothing is made and a sentence says why', async () => {
	expect((await heard('agency', 'create', '--name', 'North Moor')).said).toMatch(
		/^Missing: --admin-email, --admin-name, --settings\. See docs\/operations\.md/
	);
	const bare = await first('bare.json', '--without-recovery-key', 'yes');
	expect(bare).toMatchObject({ code: 2 });
	expect(bare.said).toMatch(/missing or wrong: .*intake\.timeZone/);
	expect((await first('settings.json')).said).toMatch(/^Give --recovery-key/);
	expect((await first('settings.json', '--colour', 'red')).said).toMatch(/no option --colour/);
	expect(await at.superuser`select 1 from agency`).toHaveLength(0);
});

test('what fails half-way leaves nothing, and the same command then makes it', async () => {
	await at.superuser`create function broken() returns trigger language plpgsql as
		$$ begin raise exception 'broken'; end $$`;
	await at.superuser`create trigger broken before insert on setup_link
		for each row execute function broken()`;
	expect((await first('settings.json', '--without-recovery-key', 'yes')).code).not.toBe(0);
	await at.superuser`drop function broken() cascade`;
	for (const table of ['agency', 'agency_key', 'organisation', 'staff', 'sign_in']) {
		expect(await at.superuser`select 1 from ${at.superuser(table)}`, table).toHaveLength(0);
	}
});

test('an agency is made with its keys and an admin who can do nothing but set up the account', async () => {
	const made = await first('settings.json', '--without-recovery-key', 'yes');
	expect(made.said).toMatch(/https:\/\/desk\.example\/desk\/set-up\/[0-9a-z]{32}\n$/);
	expect(made.code).toBe(0);
	const [row] = await at.superuser`
		select role, password_hash, (select count(*)::int from agency_key) as keys,
			(select count(*)::int from setup_link) as links, (select count(*)::int from notice) as mails
		from staff join sign_in on sign_in.staff_id = staff.id`;
	expect(row).toEqual({ role: 'admin', password_hash: null, keys: 1, links: 1, mails: 0 });
	// the token is in what was printed, and nowhere else
	const token = /set-up\/(\w+)/.exec(made.said)?.[1] ?? '';
	const [kept] = await at.superuser`select encode(hash, 'escape') as hash from setup_link`;
	expect(kept?.hash).not.toContain(token);
});

test('somebody is invited into it, once', async () => {
	const invite = (role: string) =>
		heard(
			...['staff', 'invite', '--agency', 'North Moor', '--role', role],
			...['--name', 'Juniper Vale', '--email', 'vale@desk.example']
		);
	expect((await invite('support_worker')).said).toMatch(/no such support organisation yet/);
	expect((await invite('queen')).said).toMatch(/--role is one of officer/);
	expect((await invite('officer')).said).toMatch(/desk\/set-up\//);
	expect((await invite('officer')).said).toMatch(/has this e-mail already/);
	expect(await at.superuser`select 1 from staff`).toHaveLength(2);
});
