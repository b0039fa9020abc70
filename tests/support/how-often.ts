import process from 'node:process';

/**
 * How often something is done to Heard: as often as the threat model asks where `HEARD_THOROUGH` is
 * set, which takes many minutes, and else as often as a run of all tests within an hour can wait for.
 */
export function howOften({ always, thorough }: { always: number; thorough: number }): number {
	return process.env.HEARD_THOROUGH ? thorough : always;
}
