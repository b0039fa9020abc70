import { closeSync, fstatSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { random } from './random.ts';

const BYTES = 32;
const LONGEST = 4096;
const OWNER_ONLY = 0o600;
const FOR_OTHERS = 0o077;

/** Why a key file is refused, in a sentence for whoever starts the process. */
export class KeyFileError extends Error {
	override readonly name = 'KeyFileError';
}

/**
 * A key of 32 raw bytes. Keys live in files and never in variables: the environment of a process is
 * shown by tools, inherited by children and copied into crash reports. A file that others on the
 * machine may read is refused, whoever asks. Throws `KeyFileError`.
 */
export function readKeyFile(path: string): Uint8Array {
	const bytes = readOwn(path);
	if (bytes.length !== BYTES) {
		throw new KeyFileError(
			`The key file ${path} has ${bytes.length} bytes, not 32. Put the right file back; ` +
				'a key is 32 raw bytes, not text.'
		);
	}
	return bytes;
}

/** A key that somebody else gave us, as text: one line, at least 16 letters. Throws `KeyFileError`. */
export function readSecretFile(path: string): string {
	const text = readOwn(path).toString('utf8').trim();
	if (!/^[\x21-\x7e]{16,512}$/.test(text)) {
		throw new KeyFileError(
			`The key file ${path} holds no key: put the key of the gateway there, one line of at least 16 letters.`
		);
	}
	return text;
}

function readOwn(path: string): Buffer {
	const file = open(path);
	try {
		// asked of the open file: between two looks at a path somebody could exchange it
		const stat = fstatSync(file);
		if (!stat.isFile()) throw new KeyFileError(`${path} is not a file. Name the key file itself.`);
		if (stat.mode & FOR_OTHERS) {
			throw new KeyFileError(
				`The key file ${path} is open to other users of this machine. Run: chmod 600 ${path}`
			);
		}
		if (stat.size > LONGEST) throw new KeyFileError(`${path} is too large for a key file.`);
		return readFileSync(file);
	} finally {
		closeSync(file);
	}
}

/** The installation's pepper. In no dump, so that a dump alone can test neither a token nor a PIN. */
export const readPepper = readKeyFile;

/** A new key file for its owner only. Throws when there is one: an overwritten KEK takes every answer with it. */
export function makeKeyFile(path: string): void {
	const file = openSync(path, 'wx', OWNER_ONLY);
	try {
		writeSync(file, random(BYTES));
		fsyncSync(file);
	} finally {
		closeSync(file);
	}
}

function open(path: string): number {
	try {
		return openSync(path, 'r');
	} catch {
		throw new KeyFileError(
			`The key file ${path} cannot be read. Put it back from its safe copy, readable by the user ` +
				'of this process only. A new key does not open what an old one closed.'
		);
	}
}
