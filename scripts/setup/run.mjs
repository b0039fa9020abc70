import { spawn } from 'node:child_process';
import { root } from './places.mjs';

/** @typedef {{ code: number | null, signal: NodeJS.Signals | null }} End */

/** @type {NodeJS.Signals[]} */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program in this terminal and waits until it ends, however long it takes to tidy up after
 * Ctrl-C. Each kind of signal is passed on once: most terminals have sent it to the program already.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<End | null>} null when there is no such program for this machine
 */
export function run(command, args, env) {
	return new Promise((done, fail) => {
		const child = spawn(command, args, { cwd: root, stdio: 'inherit', env });
		/** @type {Set<NodeJS.Signals>} */
		const passed = new Set();
		/** @param {NodeJS.Signals} signal */
		const pass = (signal) => {
			if (!passed.has(signal)) child.kill(signal);
			passed.add(signal);
		};
		const stop = () => signals.forEach((signal) => process.removeListener(signal, pass));
		signals.forEach((signal) => process.on(signal, pass));
		child.once('error', (error) => {
			stop();
			const isMissing = 'code' in error && ['ENOENT', 'EACCES'].includes(String(error.code));
			if (isMissing) done(null);
			else fail(error);
		});
		child.once('exit', (code, signal) => {
			stop();
			done({ code, signal });
		});
	});
}
