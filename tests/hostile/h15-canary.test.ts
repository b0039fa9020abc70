import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { start, type Running } from '../support/heard.ts';
import { ownGround, type OwnGround } from '../support/own-ground.ts';
import { Victim } from '../support/victim.ts';
import { worldOn, type World } from '../support/world.ts';

// Her words, her code and her link are planted, everything that can go wrong goes wrong, and then
// every place is searched where a trace could be: what the processes print, the log of PostgreSQL,
// every table, and the raw files of the stopped database with its write-ahead log.

let at: OwnGround;
let app: Running;
let world: World;

beforeAll(async () => {
	at = await ownGround();
	app = await start(at);
	world = worldOn(at, app.intake.origin);
});
afterAll(async () => {
	await world?.close();
	await app?.stop();
	await at?.close();
});

function filesBelow(folder: string): string[] {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return filesBelow(path);
		return entry.isFile() ? [path] : [];
	});
}

test('H15 what she typed, her code and her link are in no log, table, dump or file', async () => {
	const canary = 'quicksilvermarigold';
	const agency = await world.agency();
	const caseId = await world.case(agency, { hasLiveOrder: true });
	const link = await world.link(agency, caseId);
	const hers = new Victim(app.intake.origin, link);

	await hers.opens(link.pin === '000000' ? '111111' : '000000');
	await hers.post(`/l/${canary}`, { pin: canary });
	await hers.opens();
	await hers.goesOn(
		{ CN0: 'yes', CN1: 'both', CN2: 'yes', H2: ['other'], H2_text: canary, V1: '4', V2: canary },
		{ until: 'MORE' }
	);
	// too long, foreign, of a wrong type, too large
	await hers.post('/c', { q: 'Z1', Z1: `${canary} `.repeat(400), do: 'continue' });
	await hers.post('/c', { q: 'V2', V2: canary, do: 'continue' }, { headers: { Origin: 'null' } });
	await hers.post('/c', { q: 'V2', V2: canary.repeat(10_000), do: 'continue' });
	// an error of the database while her words are its parameters
	await at.superuser.unsafe(`create function refuse() returns trigger language plpgsql as
		$$ begin raise exception 'refused' using errcode = '22000'; end $$`);
	await at.superuser.unsafe(`create trigger refuse before update of state_box on draft
		for each row execute function refuse()`);
	const kept = await hers.post('/c', { q: 'V2', V2: `${canary} again`, do: 'continue' });
	expect(kept.status).toBe(503);
	expect(kept.body).toContain(`${canary} again`);
	await at.superuser.unsafe('drop trigger refuse on draft');
	await hers.goesOn({ Z1: canary });
	await hers.presses('send');
	expect((await hers.seesPage()).body).not.toContain(canary);
	await world.settled();

	const needles = [canary, link.token, link.pin];
	const places: [string, Buffer][] = [['what the processes printed', Buffer.from(app.printed())]];
	const tables = await at.superuser<{ name: string }[]>`
		select quote_ident(table_schema) || '.' || quote_ident(table_name) as name
		from information_schema.tables
		where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`;
	for (const { name } of tables) {
		const rows = await at.superuser.unsafe(`select t::text as row from ${name} t`);
		places.push([name, Buffer.from(rows.map(({ row }) => row).join('\n'))]);
	}
	expect(places.length).toBeGreaterThan(25);

	await world.close();
	await app.stop();
	await at.shutDown();
	for (const file of filesBelow(at.folder)) places.push([file, readFileSync(file)]);
	const files = places.filter(([name]) => name.includes('pg_wal'));
	expect(files.length).toBeGreaterThan(0);

	for (const [place, bytes] of places) {
		for (const needle of needles) {
			// six digits stand in many a number by chance: the code counts in texts only
			if (needle === link.pin && !/printed|\.log$/.test(place)) continue;
			expect(
				bytes.includes(needle),
				`${needle === canary ? 'her words' : 'her link'} in ${place}`
			).toBe(false);
		}
	}
});
