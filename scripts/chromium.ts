import { chromium } from '@playwright/test';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, readFileSync } from 'node:fs';

const usual = [
	'/usr/bin/chromium',
	'/usr/bin/google-chrome',
	'/usr/bin/google-chrome-stable',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
];

/**
 * The path of a Chromium or Chrome for the browser tests, installed if there is none.
 * Throws a sentence that says what to do when that fails.
 */
export async function findChromium(): Promise<string> {
	// eslint-disable-next-line no-restricted-properties -- a choice of the test machine, not of Heard
	const chosen = process.env.HEARD_CHROMIUM;
	if (chosen && mayRun(chosen)) return chosen;
	if (chosen) throw new Error(`HEARD_CHROMIUM is ${chosen}, and no program is there.`);
	return (
		first([chromium.executablePath(), ...usual]) ??
		(await installFromDebian()) ??
		(await installFromPlaywright()) ??
		giveUp()
	);
}

async function installFromDebian(): Promise<string | null> {
	if (process.getuid?.() !== 0 || !isDebian()) return null;
	if (!(await succeeds('apt-get', ['update', '-q']))) return null;
	await succeeds('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium']);
	return first(usual);
}

async function installFromPlaywright(): Promise<string | null> {
	const withLibraries = process.getuid?.() === 0 ? ['--with-deps'] : [];
	await succeeds('playwright', ['install', ...withLibraries, 'chromium']);
	return first([chromium.executablePath()]);
}

function giveUp(): never {
	throw new Error(
		'The browser tests need Chromium, and it could not be installed. Install Chromium or Chrome, ' +
			'or set HEARD_CHROMIUM to the path of one.'
	);
}

/** Debian itself: on Ubuntu the package of that name only points to a snap, which containers cannot run. */
function isDebian(): boolean {
	try {
		return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
	} catch {
		return false;
	}
}

function first(paths: string[]): string | null {
	return paths.find(mayRun) ?? null;
}

function mayRun(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

async function succeeds(command: string, args: string[]): Promise<boolean> {
	const child = spawn('env', ['DEBIAN_FRONTEND=noninteractive', command, ...args], {
		stdio: ['ignore', 'inherit', 'inherit']
	});
	const [code] = await once(child, 'exit');
	return code === 0;
}
