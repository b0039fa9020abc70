import type { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import process from 'node:process';
import { constants } from 'node:zlib';
import compression from 'compression';
import { StartRefusal, tellKit } from '#lib/server/platform/config.ts';
import { shownAddress } from '#lib/server/platform/http/addresses.ts';
import { everyAnswer } from '#lib/server/platform/http/headers.ts';
import { configOrGiveUp, giveUp } from '#lib/server/platform/give-up.ts';

// The own server around Kit's handler. Kit answers some requests before `handle` is asked: static
// files, data of pages, what it cannot read. Those get our headers here, and our closed page.

const settings = configOrGiveUp();
const { origin, host, port, timeouts } = settings;
const surface =
	settings.surface === 'all'
		? giveUp(new StartRefusal('The built app runs one surface: set SURFACE to it.'))
		: settings.surface;
const build = join(import.meta.dirname, '..', 'build', 'handler.js');
if (!existsSync(build)) giveUp(new StartRefusal('It is not built yet: run "npm run build".'));

tellKit(settings);
const { handler } = await import(build);

const always = new Map(Object.entries(everyAnswer(surface, origin)));
const open = new Set<ServerResponse>();
const isStream = (res: ServerResponse) => res.getHeader('content-type') === 'text/event-stream';
const compress = compression({
	// Her pages have six to ten kilobytes: a window for more would cost a quarter of a megabyte for
	// each answer, and with many at once the time to clear it away.
	windowBits: 13,
	memLevel: 6,
	brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_LGWIN]: 14 } },
	// an event that waits for more text to compress is a late event
	filter: (req, res) => !isStream(res) && compression.filter(req, res)
});

// without a Host header Node would answer by itself; ORIGIN decides, so we need none
const server = createServer({ requireHostHeader: false }, answer);
// an expectation that Node does not know is answered like any other request
server.on('checkExpectation', answer);

function answer(req: IncomingMessage, res: ServerResponse): void {
	open.add(res);
	res.on('close', () => open.delete(res));
	res.setHeaders(always);

	const method = req.method ?? 'GET';
	const shown = shownAddress(surface, method, req.url ?? '');
	if (shown !== req.url && method !== 'HEAD' && method !== 'POST') req.method = 'GET';
	req.url = shown;
	// with this one Kit would show its own error page, and the path in it
	delete req.headers['x-sveltekit-error'];
	// robots and text browsers do not always ask for HTML; JSON is for scripts, and she has none
	if (surface === 'intake') req.headers.accept = 'text/html';

	if (surface === 'intake') keepNothing(res);
	compress(req, res, () => handler(req, res, () => res.writeHead(404).end()));
}

/**
 * Kit's file server tags its files and lets them be kept: on her device nothing of us is. What only
 * speaks to caches and to the next hop is left out: it would be sent thirty times in a check-in.
 */
function keepNothing(res: ServerResponse): void {
	// a date is for caches
	res.sendDate = false;
	const writeHead = res.writeHead.bind(res);
	res.writeHead = (status: number, ...rest: unknown[]) => {
		const given = rest.at(-1);
		for (const [name, value] of Object.entries(typeof given === 'object' ? { ...given } : {})) {
			if (typeof value === 'string' || typeof value === 'number') res.setHeader(name, value);
		}
		for (const name of ['etag', 'last-modified', 'vary', 'connection']) res.removeHeader(name);
		res.setHeader('cache-control', 'no-store');
		return writeHead(status);
	};
}

server.headersTimeout = timeouts.headers * 1000;
server.keepAliveTimeout = timeouts.keepAlive * 1000;
server.requestTimeout = 30_000;

const codes: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

server.on('clientError', ({ code = '' }: NodeJS.ErrnoException, socket) => {
	if (!socket.writable) return;
	const status = codes[code] ?? 400;
	const lines = [...always].map(([name, value]) => `${name}: ${value}\r\n`);
	socket.end(
		`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}connection: close\r\ncontent-length: 0\r\n\r\n`
	);
});

server.on('error', () => {
	giveUp(new StartRefusal(`It cannot listen on ${host}:${port}: choose another PORT or HOST.`));
});
server.listen(port, host);

/** No new requests; those that run are answered; then Kit's listeners stop the worker and the pools. */
function stop(signal: NodeJS.Signals): void {
	const kit: EventEmitter = process;
	server.close(() => kit.emit('sveltekit:shutdown', signal));
	server.closeIdleConnections();
	for (const res of open) if (isStream(res)) res.end();
	setTimeout(() => server.closeAllConnections(), timeouts.shutdown * 1000).unref();
}
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
