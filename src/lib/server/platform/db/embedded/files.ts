import { randomBytes } from 'node:crypto';
import { chown, open, rename } from 'node:fs/promises';

export type Owner = { uid: number; gid: number };

export function randomHex(bytes: number): string {
	return randomBytes(bytes).toString('hex');
}

/** Whether an error of the file system or the network is one of these (`ENOENT`, …). */
export function isCode(error: unknown, ...codes: string[]): boolean {
	return error instanceof Error && 'code' in error && codes.some((code) => code === error.code);
}

/**
 * Writes the whole file or none of it, readable by its owner only. A new file is moved over the old
 * one, so a link that somebody planted in its place is replaced, never followed.
 */
export async function replaceFile(path: string, text: string, owner: Owner | null): Promise<void> {
	const aside = `${path}.${randomHex(4)}`;
	const file = await open(aside, 'wx', 0o600);
	try {
		await file.writeFile(text);
		await file.sync();
	} finally {
		await file.close();
	}
	if (owner) await chown(aside, owner.uid, owner.gid);
	await rename(aside, path);
}

/** Makes renames inside a folder survive a power cut. */
export async function syncFolder(path: string): Promise<void> {
	const folder = await open(path, 'r');
	try {
		await folder.sync();
	} finally {
		await folder.close();
	}
}
