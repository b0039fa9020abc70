import process from 'node:process';
import { pino } from 'pino';
import { refusals } from '#lib/domain/errors.ts';

// A line is built from this list and from nothing else. What is not named here cannot be written:
// no path, query, header, cookie, body, address, agent, and above all no message of an error, since
// Drizzle puts the query *with its parameters* there. Lists of what to hide leak; this one cannot.

export const events = [
	'process.started',
	'process.stopped',
	'process.failed',
	'request.answered',
	'request.failed',
	'page.not_saved',
	'link.exchanged',
	'worker.failed',
	'mail.failed',
	'job.failed'
] as const;
export type LogEvent = (typeof events)[number];

export type Fields = {
	surface?: 'intake' | 'desk' | 'all' | 'worker';
	/** Ties the line to the number that a person read on an error page. */
	request?: string;
	/** `event.route.id`, with its parameters unfilled. Never a path. */
	route?: string | null;
	method?: string;
	status?: number;
	ms?: number;
	// ids, on the desk only
	agency?: string;
	staff?: string;
	object?: string;
	/** A refusal of ours, or the code of a database or connection error. */
	code?: string | null;
	/** file:line, from `framesOf`. */
	frames?: string[];
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const surfaces = new Set<unknown>(['intake', 'desk', 'all', 'worker']);
const methods = new Set<unknown>(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
// segments are short and without digits, so a token or an id put there by mistake does not fit
const route =
	/^\/(\(?[a-z-]{1,14}\)?|\[(\.\.\.)?[a-z]{1,14}\])?(\/(\([a-z-]{1,14}\)|[a-z-]{1,14}|\[(\.\.\.)?[a-z]{1,14}\]))*$/;
const frame = /^[\w@+./()[\]-]+\.(ts|js|mjs|cjs|svelte):\d+$/;

// SQLSTATE by its class; what the driver and the operating system say about a connection
const sqlState = /^(08|0A|21|22|23|25|26|28|2B|34|3D|40|42|44|53|54|55|57|58|P0|XX)[0-9A-Z]{3}$/;
const otherCodes = new Set<unknown>([
	...Object.keys(refusals),
	'CONNECTION_CLOSED',
	'CONNECTION_ENDED',
	'CONNECTION_DESTROYED',
	'CONNECT_TIMEOUT',
	'ECONNREFUSED',
	'ECONNRESET',
	'EPIPE',
	'ETIMEDOUT',
	'ENOTFOUND',
	'ENOENT',
	'EACCES',
	'ENOSPC'
]);

const matches = (shape: RegExp) => (value: unknown) =>
	typeof value === 'string' && shape.test(value);
const isNumber = (value: unknown) => typeof value === 'number' && Number.isFinite(value);

/** Field by field, what may be written. A value of another shape is left out, not repaired. */
const allowed: Record<keyof Fields, (value: unknown) => boolean> = {
	surface: (value) => surfaces.has(value),
	request: matches(uuid),
	route: matches(route),
	method: (value) => methods.has(value),
	status: isNumber,
	ms: isNumber,
	agency: matches(uuid),
	staff: matches(uuid),
	object: matches(uuid),
	code: (value) => otherCodes.has(value) || matches(sqlState)(value),
	frames: (value) => Array.isArray(value) && value.every(matches(frame))
};

/** What of `fields` may stand in a line. */
export function allowedOf(fields: object): Record<string, unknown> {
	const line: Record<string, unknown> = {};
	for (const [name, isAllowed] of Object.entries(allowed)) {
		const value: unknown = Reflect.get(fields, name);
		if (isAllowed(value)) line[name] = value;
	}
	return line;
}

/**
 * file:line of an error's frames, at most ten. The message is cut off first: it may hold her words,
 * and words can be written so that they look like frames.
 */
export function framesOf(error: unknown): string[] {
	if (!(error instanceof Error) || typeof error.stack !== 'string') return [];
	const { stack, message } = error;
	const start = message ? stack.indexOf(message) : 0;
	if (start < 0) return [];
	return stack
		.slice(start + message.length)
		.split('\n')
		.map((line) => /(?:file:\/\/|\(|at |async )(\/[^\s()]+:\d+):\d+\)?$/.exec(line)?.[1])
		.filter((found) => found !== undefined)
		.map((found) => found.replace(`${process.cwd()}/`, ''))
		.filter(matches(frame))
		.slice(0, 10);
}

/** The code on the innermost error that has one: Drizzle wraps the driver's. */
export function codeOf(error: unknown): string | null {
	let code: string | null = null;
	for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
		if ('code' in at && typeof at.code === 'string') code = at.code;
	}
	return code;
}

// written at once, so that the line that explains a crash is not lost in it
const writer = pino(
	{ base: null, timestamp: pino.stdTimeFunctions.isoTime, messageKey: 'event' },
	pino.destination({ fd: 1, sync: true })
);

function write(level: 'info' | 'warn' | 'error', event: LogEvent, fields: Fields): void {
	if (!events.includes(event)) return;
	writer[level](allowedOf(fields), event);
}

export const log = {
	info: (event: LogEvent, fields: Fields = {}) => write('info', event, fields),
	warn: (event: LogEvent, fields: Fields = {}) => write('warn', event, fields)
};
export type Log = typeof log;

/** One line for an unexpected error: where, and which code. Nothing that the error says. */
export function logError(error: unknown, { event, ...fields }: Fields & { event: LogEvent }): void {
	write('error', event, { ...fields, code: codeOf(error), frames: framesOf(error) });
}

/** A sentence for whoever started the process. Never about a person, never a value of a setting. */
export function tellOperator(sentence: string): void {
	process.stderr.write(`${sentence}\n`);
}
