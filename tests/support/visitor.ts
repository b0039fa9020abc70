import { request as httpRequest } from 'node:http';

// Someone with a browser that has no script: keeps cookies, follows nothing by itself, and sends
// what a browser sends. Built on node:http, because fetch hides and rewrites some of the headers
// that these tests are about.

export type Reply = {
	status: number;
	headers: Record<string, string>;
	/** Every header as it came, repeated ones too. */
	raw: [string, string][];
	body: string;
	location: string | null;
};

export type Ask = {
	method?: string;
	headers?: Record<string, string>;
	body?: string | Buffer;
	/** Send the cookies that were set, as browsers do. */
	cookies?: boolean;
};

export type Fields = Record<string, string | readonly string[]>;

export function encode(fields: Fields): string {
	const form = new URLSearchParams();
	for (const [name, value] of Object.entries(fields)) {
		for (const one of typeof value === 'string' ? [value] : value) form.append(name, one);
	}
	return form.toString();
}

export class Visitor {
	readonly origin: string;
	readonly cookies = new Map<string, string>();
	/** Headers sent with every request. */
	headers: Record<string, string> = {};

	constructor(origin: string) {
		this.origin = origin;
	}

	ask(
		path: string,
		{ method = 'GET', headers = {}, body, cookies = true }: Ask = {}
	): Promise<Reply> {
		const url = new URL(this.origin);
		return new Promise((resolve, reject) => {
			const sent = httpRequest(
				{
					host: url.hostname,
					port: url.port,
					path,
					method,
					agent: false,
					headers: {
						Accept: 'text/html',
						...(cookies && this.cookies.size > 0
							? { Cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
							: {}),
						...this.headers,
						...headers
					}
				},
				(answer) => {
					const chunks: Buffer[] = [];
					answer.on('data', (chunk) => chunks.push(chunk));
					answer.on('error', reject);
					answer.on('end', () => {
						const raw: [string, string][] = [];
						for (let at = 0; at < answer.rawHeaders.length; at += 2) {
							raw.push([answer.rawHeaders[at] ?? '', answer.rawHeaders[at + 1] ?? '']);
						}
						const flat = Object.fromEntries(
							raw.map(([name, value]) => [name.toLowerCase(), value])
						);
						if (cookies) this.#keep(raw);
						resolve({
							status: answer.statusCode ?? 0,
							headers: flat,
							raw,
							body: Buffer.concat(chunks).toString(),
							location: flat.location ?? null
						});
					});
				}
			);
			sent.on('error', reject);
			sent.end(body);
		});
	}

	get(path: string, ask: Ask = {}): Promise<Reply> {
		return this.ask(path, ask);
	}

	/** A form of our own page, as a browser sends it. */
	post(path: string, fields: Fields, ask: Ask = {}): Promise<Reply> {
		return this.ask(path, {
			...ask,
			method: 'POST',
			headers: {
				'Content-Type': 'application/x-www-form-urlencoded',
				Origin: this.origin,
				'Sec-Fetch-Site': 'same-origin',
				...ask.headers
			},
			body: encode(fields)
		});
	}

	#keep(raw: [string, string][]): void {
		for (const [name, value] of raw) {
			if (name.toLowerCase() !== 'set-cookie') continue;
			const [pair = '', ...attributes] = value.split(';');
			const at = pair.indexOf('=');
			const key = pair.slice(0, at).trim();
			const isGone = attributes.some(
				(one) => /max-age=0/i.test(one) || /expires=thu, 01 jan 1970/i.test(one)
			);
			if (isGone) this.cookies.delete(key);
			else this.cookies.set(key, pair.slice(at + 1));
		}
	}
}
