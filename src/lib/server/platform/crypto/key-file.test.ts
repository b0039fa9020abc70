import {
	chmodSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { KeyFileError, makeKeyFile, readKeyFile, readPepper } from './key-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'heard-key-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, { bytes = 32, mode = 0o600 } = {}): string {
	const path = join(folder, name);
	writeFileSync(path, Buffer.alloc(bytes, 5));
	chmodSync(path, mode);
	return path;
}

describe('a key file', () => {
	it.each([0o600, 0o400])('is read when it is open to its owner only (%o)', (mode) => {
		expect(Buffer.from(readKeyFile(file(`own-${mode}`, { mode })))).toEqual(Buffer.alloc(32, 5));
	});

	it.each([0o640, 0o620, 0o610, 0o604, 0o602, 0o601, 0o644, 0o666, 0o777])(
		'is refused when others have any right on it (%o)',
		(mode) => {
			const path = file(`others-${mode}`, { mode });
			expect(() => readKeyFile(path)).toThrow(KeyFileError);
			expect(() => readKeyFile(path)).toThrow(`Run: chmod 600 ${path}`);
		}
	);

	it.each([0, 31, 33, 64])('is refused with %i bytes', (bytes) => {
		const path = file(`length-${bytes}`, { bytes });
		expect(() => readKeyFile(path)).toThrow(KeyFileError);
		expect(() => readKeyFile(path)).toThrow(`has ${bytes} bytes, not 32`);
	});

	it('is refused when it is missing, with what to do', () => {
		const path = join(folder, 'gone');
		expect(() => readPepper(path)).toThrow(KeyFileError);
		expect(() => readPepper(path)).toThrow('Put it back from its safe copy');
	});

	it('is refused when it is a folder', () => {
		const path = join(folder, 'folder');
		mkdirSync(path, { mode: 0o700 });
		expect(() => readKeyFile(path)).toThrow(KeyFileError);
	});

	it('tells nothing of the key when it is refused', () => {
		const path = join(folder, 'text');
		writeFileSync(path, 'canary', { mode: 0o600 });
		expect(() => readKeyFile(path)).toThrow(expect.not.stringContaining('canary'));
	});
});

describe('a new key file', () => {
	it('belongs to its owner only and holds a key of its own', () => {
		const [one, two] = [join(folder, 'one'), join(folder, 'two')];
		makeKeyFile(one);
		makeKeyFile(two);
		expect(statSync(one).mode & 0o777).toBe(0o600);
		expect(readKeyFile(one)).not.toEqual(readKeyFile(two));
	});

	it('never takes the place of another', () => {
		const path = file('there');
		expect(() => makeKeyFile(path)).toThrow();
		expect(readFileSync(path)).toEqual(Buffer.alloc(32, 5));
	});
});
