import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
	codesIn,
	everywhere,
	filesIn,
	placesOf,
	whileItFails,
	type Place
} from '../support/canary.ts';
import { start, type Running } from '../support/heard.ts';
import { ownGround, type OwnGround } from '../support/own-ground.ts';
import { until } from '../support/until.ts';
import { Victim } from '../support/victim.ts';
import { Visitor } from '../support/visitor.ts';
import { worldOn, type Agency, type HandedLink, type World } from '../support/world.ts';

// Her words, her code and her link are planted, everything that can go wrong goes wrong, and then
// every place is searched where a trace could be: what the processes print and leave on the disk,
// the log of PostgreSQL, every table, and the raw files of the stopped database with its WAL.

const words = 'quicksilvermarigold';
/** What she may write of herself in a text. */
const written = `${words} I am Clementine Ashgrove, call +44 7700 900318`;
const secrets: [string, string][] = [
	['her words', words],
	['her name', 'Clementine Ashgrove'],
	['her number', '+44 7700 900318'],
	['her number', '7700 900318']
];
/** Not hers: planted where the search looks, so that it is known to find. */
const decoy = 'decoyornithopter';
const said = {
	CN0: 'yes',
	CN1: 'both',
	CN2: 'yes',
	H2: ['physical', 'other'],
	H2_text: written,
	R1: ['neck'],
	V1: '4',
	V2: written,
	Z1: written
};

let at: OwnGround;
let app: Running;
let world: World;
let agency: Agency;
let places: Place[];
let takenCodes: Set<string>;

const build = join(import.meta.dirname, '..', '..', 'build');

beforeAll(async () => {
	at = await ownGround();
	const temporary = join(at.folder, 'tmp');
	mkdirSync(temporary);
	app = await start(at, { intake: { TMPDIR: temporary }, desk: { TMPDIR: temporary } });
	world = worldOn(at, app.intake.origin, app.desk.origin);
	agency = await world.agency();
	takenCodes = codesIn([...filesIn(at.folder), ...filesIn(build)]);
	const links = [await tellsAll(), await stopsHalfWay(), await deletesAll(), await isInDanger()];
	for (const link of links) secrets.push(['her link', link.token], ['her code', link.pin]);
	await officerReadsAll();
	await at.superuser`create table decoy as select ${decoy}::text as word`;
	await at.superuser`create table decoy_bytes as select convert_to(${decoy}, 'UTF8') as bytes`;

	writeFileSync(join(temporary, 'decoy'), decoy);
	await world.close();
	places = [...(await everywhere(at, app)), ...filesIn(build)];
});
afterAll(async () => {
	await world?.close();
	await app?.stop();
	await at?.close();
});

async function newLink(): Promise<HandedLink> {
	const caseId = await world.case(agency, { hasLiveOrder: true });
	let link = await world.link(agency, caseId);
	while (takenCodes.has(link.pin)) link = await world.link(agency, caseId);
	return link;
}

/** Opens with a wrong code first, meets every refusal on the way, and sends. */
async function tellsAll(): Promise<HandedLink> {
	const link = await newLink();
	const hers = new Victim(app.intake.origin, link);
	hers.headers = { 'User-Agent': words, Referer: `${app.intake.origin}${link.path}?${words}` };
	await hers.get(`${link.path}?${words}=${link.pin}`);
	await hers.get(`${link.path}/__data.json?${words}`);
	await hers.get(`/${words}/${link.token}`);
	await hers.post(`/l/${words}`, { pin: link.pin });
	await hers.opens(link.pin === '000000' ? '111111' : '000000');
	await hers.opens();
	await hers.goesOn(said, { until: 'V2' });

	const form = { q: 'V2', V2: written, do: 'continue' };
	const refused = [
		hers.post('/c', { ...form, V2: `${written} `.repeat(30) }),
		hers.post('/c', { ...form, V2: written.repeat(2000) }),
		hers.post('/c', form, { headers: { Origin: `https://${words}.example` } }),
		hers.post('/c', form, { headers: { 'Content-Type': `text/plain; x=${words}` } }),
		hers.post(`/c?/${words}`, form)
	];
	const statuses = (await Promise.all(refused)).map(({ status }) => status);
	expect(statuses.toSorted()).toEqual([403, 404, 413, 415, 422]);

	await whileItFails(at, 'draft', 'before update of state_box', async () => {
		const kept = await hers.post('/c', form);
		expect(kept.status).toBe(503);
		expect(kept.body).toContain(words);
	});
	await hers.goesOn(said);
	await hers.presses('back');
	await hers.goesOn(said);
	await whileItFails(at, 'response_revision', 'before insert', async () => {
		expect((await hers.presses('send')).status).toBe(503);
	});
	await hers.presses('send');
	expect((await hers.seesPage()).body).toContain('Thank you.');
	return link;
}

/** Says something and closes the page; half an hour later it is filed, which fails at first. */
async function stopsHalfWay(): Promise<HandedLink> {
	const link = await newLink();
	const hers = new Victim(app.intake.origin, link);
	await hers.opens();
	await hers.goesOn(said, { until: 'U1' });
	await hers.get('/leave');
	await world.settled();
	await whileItFails(at, 'flag', 'before insert', async () => {
		await at.clock.advance({ minutes: 31 });
		await at.superuser.notify('heard_assess', '');
		await until('a failure of the worker', async () =>
			app.printed().includes('"event":"worker.failed"')
		);
	});
	await world.settled();
	return link;
}

async function deletesAll(): Promise<HandedLink> {
	const link = await newLink();
	const hers = new Victim(app.intake.origin, link);
	await hers.opens();
	await hers.goesOn(said, { until: 'U1' });
	await hers.presses('delete');
	await hers.presses('delete-confirm');
	return link;
}

async function isInDanger(): Promise<HandedLink> {
	const link = await newLink();
	const hers = new Victim(app.intake.origin, link);
	await hers.opens();
	await hers.goesOn({ CN0: 'yes', CN1: 'both', CN2: 'danger' }, { until: 'SF1' });
	await hers.goesOn(said, { until: 'U1' });
	await world.settled();
	return link;
}

/** The desk opens it all, and fails once while her words are in its hands. */
async function officerReadsAll(): Promise<void> {
	await world.settled();
	const officer = new Visitor(app.desk.origin);
	const { email, password, code } = agency.officer;
	await officer.post('/desk/login', { email, password: `${password} ${words}` });
	await officer.post('/desk/login', { email, password });
	await officer.post('/desk/login/factor', { code: words });
	await officer.post('/desk/login/factor', { code: await code() });
	await officer.get(`/desk/queue?lane=${words}`);
	const concerns = await at.superuser`select id from concern`;
	const cards = [];
	for (const { id } of concerns) cards.push(await officer.get(`/desk/concerns/${id}`));
	expect(cards.filter(({ body }) => body.includes(words)).length).toBeGreaterThan(1);
	await whileItFails(at, 'audit_event', 'before insert', async () => {
		const failed = await officer.get(`/desk/concerns/${concerns[0]?.id}`);
		expect(failed.status).toBeGreaterThanOrEqual(500);
	});
}

describe('what she typed, her code and her link', () => {
	test('H15 are in no log, no table, no raw file, no WAL and no temporary file', () => {
		const found = secrets.flatMap(([what, secret]) => placesOf(secret, what, places));
		expect(found).toEqual([]);
	});

	test('H15 would be found in each of these places, if they were there', () => {
		const found = placesOf(decoy, 'the decoy', places).join('\n');
		expect(found).toContain('as it is, in table public.decoy');
		expect(found).toContain('as hex, in table public.decoy_bytes');
		expect(found).toMatch(/as it is, in \S+pg\/base\//);
		expect(found).toMatch(/as it is, in \S+pg\/pg_wal\//);
		expect(found).toMatch(/as it is, in \S+tmp\/decoy/);
		const named = places.map(([name]) => name).join('\n');
		expect(named).toMatch(/pg\.log$/m);
		expect(named).toMatch(/build\/handler\.js$/m);
		expect(app.printed()).toContain('"event":"request.failed"');
		expect(secrets.filter(([what]) => what === 'her code')).toHaveLength(4);
	});

	test.each([
		['they are', 'said quicksilvermarigold here'],
		['hex', Buffer.from(`"${words}"`).toString('hex')],
		['base64', Buffer.from(`x${words}xy`).toString('base64')],
		['base64 after another letter', Buffer.from(`xy${words}`).toString('base64')],
		['an address', `q=${encodeURIComponent('+44 7700 900318')}&`],
		['a number by itself', 'pin=483920 ']
	])('H15 the search knows them as %s', (_, text) => {
		const known = [words, '+44 7700 900318', '483920'];
		expect(known.flatMap((one) => placesOf(one, 'it', [['here', Buffer.from(text)]]))).not.toEqual(
			[]
		);
	});
});
