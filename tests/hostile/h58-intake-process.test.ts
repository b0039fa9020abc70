import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agencyKeyAad, boxKeyAad } from '../../src/lib/server/platform/crypto/keys/agency.ts';
import { keyProvider } from '../../src/lib/server/platform/crypto/keys/index.ts';
import { said } from '../faults/said.ts';
import { signedIn } from '../support/officer.ts';
import {
	environmentOf,
	holdsInMemory,
	mappedFilesOf,
	openFilesOf,
	stringsInHeap,
	withSnapshots
} from '../support/process.ts';
import { stage, type Stage } from '../support/stage.ts';

// Somebody has taken the intake process over, and looks around in it.

let s: Stage;
let folders: Record<'intake' | 'desk', string>;
const heap: Record<'intake' | 'desk', string[]> = { intake: [], desk: [] };
const pid = (surface: 'intake' | 'desk') => {
	const found = s.app[surface].child.pid;
	if (found === undefined) throw new Error(`no ${surface}`);
	return found;
};

beforeAll(async () => {
	const folder = () => realpathSync(mkdtempSync(join(tmpdir(), 'heard-test-')));
	folders = { intake: folder(), desk: folder() };
	s = await stage('h58', {
		intake: withSnapshots(folders.intake),
		desk: withSnapshots(folders.desk)
	});
	// everything that intake does, and every way in which it refuses
	const { victim, link } = await s.someone();
	await victim.get(link.path);
	await victim.opens('000000');
	await victim.tells(said);
	for (const path of ['/desk/queue', '/desk/login', '/_app/version.json', '/nowhere', '/leave']) {
		await victim.get(path);
	}
	const other = await s.someone();
	await other.victim.opens();
	await other.victim.goesOn(said, { until: 'V2' });
	await other.victim.answers('V2', 'x'.repeat(1001));
	await other.victim.presses('delete');
	await other.victim.presses('delete-confirm');
	await s.world.settled();
	const officer = await signedIn(s, s.agency.officer);
	await officer.get('/desk/queue');

	for (const surface of ['intake', 'desk'] as const) {
		heap[surface] = await stringsInHeap(pid(surface), folders[surface]);
	}
});
afterAll(async () => {
	await s?.close();
	for (const folder of Object.values(folders ?? {}))
		rmSync(folder, { recursive: true, force: true });
});

const kek = () => readFileSync(s.at.local.kekFile);

describe('the intake process', () => {
	test('H58 its environment: what it needs, no key and no other login', () => {
		const environment = environmentOf(pid('intake'));
		// prettier-ignore
		expect([...environment.keys()].toSorted()).toEqual(['DATABASE_URL', 'HEARD_HELP_LINES',
			'HEARD_LANGUAGES', 'HEARD_MODE', 'HEARD_PEPPER_FILE', 'HOME', 'HOST', 'NODE_ENV', 'NODE_OPTIONS', 'ORIGIN', 'PATH', 'PORT',
			'SURFACE', 'TZ']);
		expect(environment.get('DATABASE_URL')).toBe(s.at.local.urls.heard_intake);
		const values = [...environment.values()].join('\n');
		expect(values).not.toContain(s.at.local.kekFile);
		for (const login of ['heard_desk', 'heard_worker', 'heard_owner', 'heard_auditor'] as const) {
			expect(values).not.toContain(new URL(s.at.local.urls[login]).password);
		}
		expect(environmentOf(pid('desk')).get('HEARD_KEK_FILE')).toBe(s.at.local.kekFile);
	});

	test('H58 its open files: no key file, nothing of the data folder', () => {
		const files = openFilesOf(pid('intake'));
		expect(files.length).toBeGreaterThan(3);
		const data = join(s.at.local.kekFile, '..', '..');
		expect(files.filter((file) => file.startsWith(data))).toEqual([]);
		expect(files.filter((file) => /\.(pem|key)$|kek|pepper/.test(file))).toEqual([]);
	});

	test('H58 its memory: the pepper, and no key that opens anything', async () => {
		const provider = keyProvider({ path: s.at.local.kekFile });
		const [row] = await s.at.superuser`
			select a.number, a.public_key as "publicKey", a.private_box as "privateBox", b.key_box as "keyBox"
			from agency_key a join box_key b on b.agency_id = a.agency_id and b.number = a.number
			where a.agency_id = ${s.agency.id}`;
		if (!row) throw new Error('no key');
		const at = { agencyId: s.agency.id, number: row.number };
		const agencyKey = await provider.unwrap(
			row.privateBox,
			agencyKeyAad({ ...at, publicKey: row.publicKey })
		);
		const boxKey = await provider.unwrap(row.keyBox, boxKeyAad(at));

		// that the looking finds what is there
		expect(holdsInMemory(pid('intake'), readFileSync(s.at.local.pepperFile))).toBe(true);
		expect(holdsInMemory(pid('desk'), kek())).toBe(true);
		for (const key of [kek(), agencyKey, boxKey]) {
			expect(holdsInMemory(pid('intake'), key)).toBe(false);
		}
		const password = Buffer.from(new URL(s.at.local.urls.heard_worker).password);
		expect(holdsInMemory(pid('desk'), password)).toBe(true);
		expect(holdsInMemory(pid('intake'), password)).toBe(false);
	});

	test('H58 its heap: no path of the KEK, and not the KEK as text', () => {
		const texts = heap.intake.join('\n');
		expect(heap.desk.join('\n')).toContain(s.at.local.kekFile);
		expect(texts).not.toContain(s.at.local.kekFile);
		expect(texts).not.toContain(kek().toString('hex'));
		expect(texts).not.toContain(kek().toString('base64'));
	});

	/** The modules of the chunks that a process has loaded, by the name that the build gives to each. */
	function modulesOf(surface: 'intake' | 'desk'): string[] {
		const chunks = heap[surface].filter((one) => /^file:.*\/build\/server\/.*\.js$/.test(one));
		expect(chunks.length).toBeGreaterThan(10);
		return chunks.flatMap((chunk) =>
			readFileSync(new URL(chunk), 'utf8')
				.split('\n')
				.flatMap((line) => /^\/\/ (src\/\S+)$/.exec(line)?.[1] ?? [])
		);
	}
	const opens =
		/^src\/lib\/server\/(desk|worker)\/|^src\/lib\/server\/platform\/crypto\/(open|keys)\//;
	const ofDesk = /^src\/(routes|lib\/ui)\/desk\//;

	test('H58 its modules: nothing of the desk, of the worker, or that opens', () => {
		const modules = modulesOf('intake');
		expect(modules).toContain('src/lib/server/intake/check-in/send.ts');
		expect(modules.filter((one) => opens.test(one) || ofDesk.test(one))).toEqual([]);
		// that they would be seen
		const desk = modulesOf('desk');
		expect(desk).toContain('src/lib/server/worker/round.ts');
		expect(desk.filter((one) => opens.test(one)).length).toBeGreaterThan(20);
		expect(desk.filter((one) => one.startsWith('src/lib/server/intake/'))).toEqual([]);
	});

	test('H58 its native code: no password hash, which only the desk has', () => {
		const native = (surface: 'intake' | 'desk') =>
			mappedFilesOf(pid(surface)).filter((file) => file.endsWith('.node'));
		expect(native('desk').join('\n')).toContain('argon2');
		expect(native('intake')).toEqual([]);
	});
});
