import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { modules, platform, read, root } from './places.mjs';
import { run } from './run.mjs';

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, os?: string[], cpu?: string[], libc?: string[] }} Locked */

const lockFile = join(root, 'package-lock.json');
const stampFile = join(modules, '.heard-installed');

export function isInstalled() {
	if (read(stampFile) === wantedStamp()) return true;
	// somebody ran npm themselves: no reason to do it all again
	if (!npmAgrees()) return false;
	stamp();
	return true;
}

/**
 * Runs `npm ci`.
 * @returns {Promise<import('./run.mjs').End | null>} null when it is done; else how npm ended
 */
export async function install() {
	console.error('Installing the packages that Heard needs (npm ci) …');
	const [command, ...first] = npm();
	const flags = ['--include=dev', '--include=optional', '--no-audit', '--no-fund'];
	// warnings about old Node versions would only worry: the packages run on the one that comes with them
	const end = await run(command, [...first, 'ci', ...flags, '--loglevel=error'], process.env);
	if (!end) throw new Error('npm was not found. Install Node 24 with npm from https://nodejs.org.');
	if (end.code === 0) {
		stamp();
		return null;
	}
	if (!end.signal) console.error('npm could not install the packages; it says why above.');
	return end;
}

/** What the stamp says when node_modules is what the lock file asks for on this machine. */
function wantedStamp() {
	return `${createHash('sha256').update(readFileSync(lockFile)).digest('hex')} ${platform}\n`;
}

function stamp() {
	try {
		writeFileSync(stampFile, wantedStamp());
	} catch {
		// installed by another user; the next start compares again
	}
}

/** Whether npm's own record of what it installed holds all that the lock file asks for here. */
function npmAgrees() {
	const installed = packagesIn(join(modules, '.package-lock.json'));
	return Object.entries(packagesIn(lockFile)).every(([place, wanted]) => {
		if (place === '') return true;
		const found = installed[place];
		if (!found) return wanted.optional === true && !isForHere(wanted);
		return found.version === wanted.version && found.integrity === wanted.integrity;
	});
}

/**
 * @param {string} file
 * @returns {Record<string, Locked>}
 */
function packagesIn(file) {
	const text = read(file);
	return text === '' ? {} : JSON.parse(text).packages;
}

/** @param {Locked} wanted */
function isForHere({ os, cpu, libc }) {
	return Boolean(os?.includes(process.platform) && cpu?.includes(process.arch) && !libc);
}

/** @returns {[string, ...string[]]} */
function npm() {
	const running = process.env.npm_execpath ?? '';
	// other package managers name themselves there too
	return /^npm(-cli)?\.[cm]?js$/.test(basename(running)) ? [process.execPath, running] : ['npm'];
}
