import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { agencyId, caseId, noteId, staffId } from '#lib/domain/ids.ts';
import { BoxError } from '../box.ts';
import { EnvelopeError } from '../errors.ts';
import { KeyFileError, makeKeyFile } from '../key-file.ts';
import { openNote, openingKey } from '../open/index.ts';
import { sealNote } from '../seal/index.ts';
import * as keys from './index.ts';
import { newPair } from './pair.ts';

const folder = mkdtempSync(join(tmpdir(), 'heard-kek-'));
afterAll(() => rmSync(folder, { recursive: true }));
const kek = (name: string) => {
	const path = join(folder, name);
	makeKeyFile(path);
	return path;
};

const oldKek = kek('old');
const newKek = kek('new');
const provider = keys.keyProvider({ path: oldKek });
const next = keys.keyProvider({ path: newKek });

const id = (last: number) => `01932f5c-7e8a-7000-8000-${String(last).padStart(12, '0')}`;
const agency = agencyId.parse(id(1));
const elsewhere = agencyId.parse(id(2));
const amara = { agencyId: agency, caseId: caseId.parse(id(3)) };
const recovery = newPair();
const recoveryKey = await openingKey(recovery.privateKey, recovery.publicKey);

const made = await keys.makeAgencyKeys(provider, {
	agencyId: agency,
	recoveryPublicKey: recovery.publicKey
});
const row = await keys.makeCaseKey({ ...amara, agencyKey: made.agencyKey });
const note = { ...amara, noteId: noteId.parse(id(4)), authorId: staffId.parse(id(5)) };
const sealed = await sealNote({ ...note, publicKey: row.publicKey, content: 'he came back' });
const boxKey = await keys.openBoxKey(provider, made.boxKey);

/** What staff can read with these rows under this KEK. */
async function read(provider: keys.KeyProvider, rows: typeof made = made): Promise<unknown> {
	const agencyKey = await keys.openAgencyKey(provider, rows.agencyKey);
	const key = await keys.openCaseKey(agencyKey, row);
	return openNote({ ...note, key, sealed });
}

describe('the chain of keys', () => {
	it('leads from the KEK to what was sealed for a case', async () => {
		expect(await read(provider)).toBe('he came back');
	});

	it('ends without the right KEK', async () => {
		await expect(read(next)).rejects.toThrow(BoxError);
		await expect(keys.openBoxKey(next, made.boxKey)).rejects.toThrow(BoxError);
	});

	it.each([
		['agency', { agencyId: elsewhere }],
		['number', { number: 2 }],
		['public key', { publicKey: row.publicKey }]
	])('is refused when an agency key stands in a row with another %s', async (_column, moved) => {
		const agencyKey = { ...made.agencyKey, ...moved };
		await expect(keys.openAgencyKey(provider, agencyKey)).rejects.toThrow(BoxError);
	});

	it.each([
		['agency', { agencyId: elsewhere }],
		['number', { number: 2 }]
	])('is refused when a box key stands in a row with another %s', async (_column, moved) => {
		await expect(keys.openBoxKey(provider, { ...made.boxKey, ...moved })).rejects.toThrow(BoxError);
	});

	it('is refused when the two keys of an agency change places', async () => {
		const keyBox = made.agencyKey.privateBox;
		await expect(keys.openBoxKey(provider, { ...made.boxKey, keyBox })).rejects.toThrow(BoxError);
	});

	it.each([
		['agency', { agencyId: elsewhere }],
		['case', { caseId: caseId.parse(id(9)) }],
		['key number', { agencyKeyNumber: 2 }],
		['public key', { publicKey: made.agencyKey.publicKey }]
	])('is refused when a case key stands in a row with another %s', async (_column, moved) => {
		const agencyKey = await keys.openAgencyKey(provider, made.agencyKey);
		await expect(keys.openCaseKey(agencyKey, { ...row, ...moved })).rejects.toThrow(EnvelopeError);
	});

	it('gives every case its own key', async () => {
		const other = await keys.makeCaseKey({ ...amara, agencyKey: made.agencyKey });
		const agencyKey = await keys.openAgencyKey(provider, made.agencyKey);
		const key = await keys.openCaseKey(agencyKey, other);
		await expect(openNote({ ...note, key, sealed })).rejects.toThrow(EnvelopeError);
	});

	it('needs no recovery key', async () => {
		const own = { agencyId: elsewhere, recoveryPublicKey: null };
		const { agencyKey, boxKey } = await keys.makeAgencyKeys(provider, own);
		expect([agencyKey.recoverySealed, boxKey.recoverySealed]).toEqual([null, null]);
	});
});

describe('a new KEK', () => {
	const rows = { agencyKeys: [made.agencyKey], boxKeys: [made.boxKey] };
	const after = async (change: Promise<keys.KeyRows>) => {
		const [[agencyKey], [boxKey]] = await change.then((it) => [it.agencyKeys, it.boxKeys] as const);
		if (!agencyKey || !boxKey) throw new Error('a row was lost');
		return { agencyKey, boxKey };
	};

	it('opens everything after the re-boxing, and the old one nothing', async () => {
		const moved = await after(keys.reboxUnderNewKek({ from: provider, to: next }, rows));
		expect(await read(next, moved)).toBe('he came back');
		expect((await keys.openBoxKey(next, moved.boxKey)).equals(boxKey)).toBe(true);
		await expect(read(provider, moved)).rejects.toThrow(BoxError);
		await expect(keys.openBoxKey(provider, moved.boxKey)).rejects.toThrow(BoxError);
	});

	it('changes nothing but the boxes', async () => {
		const moved = await after(keys.reboxUnderNewKek({ from: provider, to: next }, rows));
		const { privateBox } = made.agencyKey;
		const { keyBox } = made.boxKey;
		expect({ ...moved.agencyKey, privateBox }).toEqual(made.agencyKey);
		expect({ ...moved.boxKey, keyBox }).toEqual(made.boxKey);
	});

	it('stands beside the old one while it is being changed', async () => {
		const both = keys.keyProvider({ path: newKek, previousPath: oldKek });
		const moved = await after(keys.reboxUnderNewKek({ from: both, to: both }, rows));
		expect(await read(both)).toBe('he came back');
		expect(await read(both, moved)).toBe('he came back');
		expect(await read(next, moved)).toBe('he came back');
	});

	it('is refused for rows that the old one does not open', async () => {
		const change = keys.reboxUnderNewKek({ from: next, to: provider }, rows);
		await expect(change).rejects.toThrow(BoxError);
	});

	it('can be made after the old one was lost, from the recovery copies', async () => {
		const moved = await after(keys.reboxFromRecovery({ from: recoveryKey, to: next }, rows));
		expect(await read(next, moved)).toBe('he came back');
		expect((await keys.openBoxKey(next, moved.boxKey)).equals(boxKey)).toBe(true);
	});

	it.each([
		['a row has no copy', { recoverySealed: null }],
		['a copy belongs to another agency', { agencyId: elsewhere }],
		['a copy is the one of the box key', { recoverySealed: made.boxKey.recoverySealed }]
	])('is refused when %s', async (_what, moved) => {
		const changed = { ...rows, agencyKeys: [{ ...made.agencyKey, ...moved }] };
		const change = keys.reboxFromRecovery({ from: recoveryKey, to: next }, changed);
		await expect(change).rejects.toThrow(EnvelopeError);
	});

	it('comes from a key file with the same rules as any', () => {
		const path = join(folder, 'open-to-others');
		writeFileSync(path, Buffer.alloc(32), { mode: 0o644 });
		expect(() => keys.keyProvider({ path })).toThrow(KeyFileError);
		expect(() => keys.keyProvider({ path: newKek, previousPath: path })).toThrow(KeyFileError);
	});
});
