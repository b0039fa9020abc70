import { Agent, request } from 'node:http';
import type { Socket } from 'node:net';

// As small as a driver can be: it runs on the same two cores as what it measures.

export type Answer = {
	status: number;
	location: string | null;
	/** The bytes of the body as they came, still compressed. */
	raw: Buffer;
	/** On the wire, with status line, headers and the framing of the body. */
	bytes: number;
	/** What the request took on the wire, all of it. */
	sent: number;
	ms: number;
};

/** One browser: keeps its connection and its cookie, takes compressed pages, counts what came. */
export class WireClient {
	readonly #origin: URL;
	readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
	readonly #headers: Record<string, string>;
	/** What the connection has carried before the request that runs. */
	readonly #counted = new WeakMap<Socket, { read: number; written: number }>();
	#cookie = '';
	requests = 0;
	bytes = 0;
	readonly times: number[] = [];

	/** `headers` go with every request, beside those that a form needs. */
	constructor(origin: string, headers: Record<string, string> = {}) {
		this.#origin = new URL(origin);
		this.#headers = { accept: 'text/html', 'accept-encoding': 'gzip', ...headers };
	}

	ask(method: 'GET' | 'POST', path: string, form?: string): Promise<Answer> {
		const began = performance.now();
		return new Promise((resolve, reject) => {
			const sent = request(
				{
					host: this.#origin.hostname,
					port: this.#origin.port,
					method,
					path,
					agent: this.#agent,
					headers: {
						...this.#headers,
						...(this.#cookie && { cookie: this.#cookie }),
						...(form !== undefined && {
							'content-type': 'application/x-www-form-urlencoded',
							'content-length': Buffer.byteLength(form),
							origin: this.#origin.origin
						})
					}
				},
				(answer) => {
					const chunks: Buffer[] = [];
					const { socket } = answer;
					answer.on('data', (chunk) => chunks.push(chunk));
					answer.on('error', reject);
					answer.on('end', () => {
						const [cookie] = answer.headers['set-cookie'] ?? [];
						if (cookie) this.#cookie = cookie.split(';', 1)[0] ?? '';
						const ms = performance.now() - began;
						const wire = this.#carried(socket);
						this.requests += 1;
						this.bytes += wire.read;
						this.times.push(ms);
						resolve({
							status: answer.statusCode ?? 0,
							location: answer.headers.location ?? null,
							raw: Buffer.concat(chunks),
							bytes: wire.read,
							sent: wire.written,
							ms
						});
					});
				}
			);
			sent.on('error', reject);
			sent.end(form);
		});
	}

	/** What the connection carried since it was last asked. */
	#carried(socket: Socket): { read: number; written: number } {
		const before = this.#counted.get(socket) ?? { read: 0, written: 0 };
		const now = { read: socket.bytesRead, written: socket.bytesWritten };
		this.#counted.set(socket, now);
		return { read: now.read - before.read, written: now.written - before.written };
	}

	close(): void {
		this.#agent.destroy();
	}
}
