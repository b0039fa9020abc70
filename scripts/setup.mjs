// Runs a script of the project on a machine that has nothing but npm and some Node 18 or newer:
//
//   node scripts/setup.mjs scripts/demo.ts --reset
//
// It installs what package-lock.json names when that is not there yet, and hands over to the Node
// that came with it. Plain JavaScript without packages, because it runs before there are any.

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { install, isInstalled } from './setup/install.mjs';
import { alone } from './setup/lock.mjs';
import { environment, nodes } from './setup/nodes.mjs';
import { platform, root } from './setup/places.mjs';
import { run } from './setup/run.mjs';

/** @typedef {import('./setup/run.mjs').End} End */

try {
	await main(process.argv.slice(2));
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
}

/** @param {string[]} words */
async function main([script, ...args]) {
	if (!script) throw new Error('Which script? For example: node scripts/setup.mjs scripts/demo.ts');
	if (!isInstalled()) {
		const end = await alone(async () => (isInstalled() ? null : await install()));
		if (end) return leaveLike(end);
	}

	const inProject = resolve(root, script);
	const file = existsSync(inProject) ? inProject : resolve(script);
	for (const node of nodes()) {
		const end = await run(node.path, [file, ...args], environment(node));
		if (end) return leaveLike(end);
	}
	throw new Error(
		`Heard needs Node 22.17 or newer; this one is ${process.version}, and npm brings none that runs ` +
			`on ${platform}. Install Node 24 from https://nodejs.org and try again.`
	);
}

/** @param {End} end */
function leaveLike({ code, signal }) {
	process.exitCode = code ?? 1;
	if (signal) process.kill(process.pid, signal);
}
