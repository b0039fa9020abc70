import process from 'node:process';
import { config, StartRefusal, type Config } from './config.ts';
import { logError, tellOperator } from './log.ts';

// By itself, and light: it is what a process needs first, before it loads the database and the rest.

/** The settings, or the end of the process with a sentence that says what to do. */
export function configOrGiveUp(): Config {
	try {
		return config();
	} catch (error) {
		return giveUp(error);
	}
}

export function giveUp(error: unknown): never {
	if (error instanceof StartRefusal) {
		tellOperator(`Heard does not start. ${error.message}`);
	} else {
		logError(error, { event: 'process.failed' });
		tellOperator('Heard does not start, and the line of the log above says where it failed.');
	}
	process.exit(1);
}
