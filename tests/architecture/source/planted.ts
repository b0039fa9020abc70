import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder with these files, gone when the test is over: to see that a guard sees. */
export function planted(files: Record<string, string>): string {
	const base = mkdtempSync(join(tmpdir(), 'heard-planted-'));
	onTestFinished(() => rmSync(base, { recursive: true, force: true }));
	for (const [path, text] of Object.entries(files)) {
		mkdirSync(join(base, dirname(path)), { recursive: true });
		writeFileSync(join(base, path), text);
	}
	return base;
}
