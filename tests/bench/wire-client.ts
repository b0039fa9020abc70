import { Agent, request } from 'node:http';

// As small as a driver can be: it runs on the same two cores as what it measures.

export type Answer = {
	status: number;
	location: string | null;
	body: string;
	bytes: number;
	ms: number;
};

/** One browser: keeps its connection and its cookie, takes compressed pages, counts what came. */
export class WireClient {
	readonly #origin: URL;
	readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
	#cookie = '';
	requests = 0;
	bytes = 0;
	readonly times: number[] = [];

	constructor(origin: string) {
		this.#origin = new URL(origin);
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
						accept: 'text/html',
						'accept-encoding': 'gzip',
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
					answer.on('data', (chunk) => chunks.push(chunk));
					answer.on('error', reject);
					answer.on('end', () => {
						const [cookie] = answer.headers['set-cookie'] ?? [];
						if (cookie) this.#cookie = cookie.split(';', 1)[0] ?? '';
						const body = Buffer.concat(chunks);
						// status line and headers as they came over the wire
						const head = answer.rawHeaders.reduce((sum, part) => sum + part.length + 2, 17);
						const ms = performance.now() - began;
						this.requests += 1;
						this.bytes += head + body.length;
						this.times.push(ms);
						resolve({
							status: answer.statusCode ?? 0,
							location: answer.headers.location ?? null,
							body: body.toString('latin1'),
							bytes: head + body.length,
							ms
						});
					});
				}
			);
			sent.on('error', reject);
			sent.end(form);
		});
	}

	close(): void {
		this.#agent.destroy();
	}
}
