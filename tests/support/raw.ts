import { connect } from 'node:net';
import type { Reply } from './visitor.ts';

/**
 * Sends bytes as they are, for what no client library would send, and reads the one answer until the
 * server closes. Status 0: closed without an answer. The request says `Connection: close` itself
 * where it is whole enough to be kept open.
 */
export function raw(origin: string, request: string | Buffer): Promise<Reply> {
	const { hostname, port } = new URL(origin);
	return new Promise((resolve) => {
		const chunks: Buffer[] = [];
		const socket = connect(Number(port), hostname);
		socket.on('data', (chunk) => chunks.push(chunk));
		// a refusal may come, and the connection end, while we are still talking
		socket.on('error', () => {});
		socket.on('close', () => resolve(replyOf(Buffer.concat(chunks))));
		socket.write(request);
	});
}

function replyOf(bytes: Buffer): Reply {
	const text = bytes.toString('latin1');
	const end = text.indexOf('\r\n\r\n');
	const [first = '', ...lines] = text.slice(0, Math.max(end, 0)).split('\r\n');
	const raw = lines.map((line): [string, string] => {
		const at = line.indexOf(':');
		return [line.slice(0, at), line.slice(at + 1).trim()];
	});
	const headers = Object.fromEntries(raw.map(([name, value]) => [name.toLowerCase(), value]));
	const body = bytes.subarray(end + 4);
	return {
		status: Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0),
		headers,
		raw,
		body: (headers['transfer-encoding'] === 'chunked' ? unchunked(body) : body).toString(),
		location: headers.location ?? null
	};
}

function unchunked(body: Buffer): Buffer {
	const parts: Buffer[] = [];
	for (let at = 0; ;) {
		const end = body.indexOf('\r\n', at);
		const size = Number.parseInt(body.toString('latin1', at, end), 16);
		if (end < 0 || !size) return Buffer.concat(parts);
		parts.push(body.subarray(end + 2, end + 2 + size));
		at = end + 2 + size + 2;
	}
}
