import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { OneTimeLink } from '../support/victim.ts';
import { pages } from './check-ins.ts';
import { WireClient } from './wire-client.ts';

// L7 of the threat model, and AX2 of safety: what her pages weigh, on a phone with little data. A kB
// is 1,000 bytes.

export const limits = {
	/** The body of the landing page, compressed, styles included. It is one request. */
	landing: 14_000,
	/** All that the server sends in a check-in of the short path: bodies, headers, redirects. */
	checkIn: 60_000,
	/** The largest page with its headers. */
	page: 30_000
};

export type Weight = {
	what: string;
	method: 'GET' | 'POST';
	status: number;
	/** Bytes of the body as it came, compressed where it is. */
	body: number;
	/** Bytes of the whole answer on the wire. */
	answer: number;
	/** Bytes of the request on the wire. */
	request: number;
	/** The text of the page. */
	html: string;
};

export type Weights = { checkIn: Weight[]; others: Weight[] };

// What a phone sends with each request of a page, so that the figures of requests are not flattered.
const phone = {
	'upgrade-insecure-requests': '1',
	'user-agent':
		'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36',
	accept:
		'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8',
	'sec-fetch-site': 'same-origin',
	'sec-fetch-mode': 'navigate',
	'sec-fetch-user': '?1',
	'sec-fetch-dest': 'document',
	'accept-language': 'en-GB,en;q=0.9'
};

/**
 * Every answer of a whole check-in of the short path, in order, and of the pages beside it. Nothing
 * is loaded but the pages themselves, as without script; what they ask to load is in `loadedBy`.
 */
export async function weigh(
	origin: string,
	link: OneTimeLink,
	{ language = 'en', encoding = 'gzip' }: { language?: string; encoding?: 'gzip' | 'br' } = {}
): Promise<Weights> {
	const browser = new WireClient(origin, { ...phone, 'accept-encoding': encoding });
	const ask = async (what: string, method: 'GET' | 'POST', path: string, form?: string) => {
		const { status, raw, bytes, sent } = await browser.ask(method, path, form);
		const html = textOf(raw);
		return { what, method, status, body: raw.length, answer: bytes, request: sent, html };
	};
	try {
		const checkIn = [
			await ask('landing', 'GET', `${link.path}?lang=${language}`),
			await ask('code', 'POST', link.path, `pin=${link.pin}&lang=${language}`),
			await ask('first page', 'GET', '/c')
		];
		for (const [q, body] of pages) {
			checkIn.push(await ask(q, 'POST', '/c', body), await ask(`after ${q}`, 'GET', '/c'));
		}
		checkIn.push(await ask('send', 'POST', '/c', 'do=send'), await ask('last page', 'GET', '/c'));
		const others = [
			await ask('staying safer', 'GET', `/help/1?lang=${language}`),
			await ask('exit', 'GET', '/leave'),
			await ask('closed', 'GET', `/nothing?lang=${language}`)
		];
		return { checkIn, others };
	} finally {
		browser.close();
	}
}

/** What the limits are about. */
export function sums({ checkIn, others }: Weights) {
	const all = [...checkIn, ...others];
	return {
		landing: checkIn[0]?.body ?? 0,
		checkIn: checkIn.reduce((sum, { answer }) => sum + answer, 0),
		page: Math.max(...all.map(({ answer }) => answer)),
		asked: checkIn.reduce((sum, { request }) => sum + request, 0),
		requests: checkIn.length
	};
}

const loading: [tag: RegExp, why: string][] = [
	[/<(?:img|iframe|frame|object|embed|audio|video|source|track|base|portal)\b[^>]*>/gi, 'element'],
	[/<[^>]*\s(?:src|srcset|poster|background|ping|manifest)\s*=[^>]*>/gi, 'attribute'],
	// the icon is in the page itself, or browsers would ask for /favicon.ico
	[/<link\b(?![^>]*\shref="data:,")[^>]*>/gi, 'link'],
	[/<meta\b[^>]*http-equiv[^>]*>/gi, 'meta'],
	[/@import\b[^;]*|\burl\([^)]*\)|\bimage-set\([^)]*\)/gi, 'style']
];

/** What a browser would ask for by itself when it shows this page. */
export function loadedBy(html: string): string[] {
	return loading.flatMap(([tag, why]) =>
		[...html.matchAll(tag)].map(([found]) => `${why}: ${found.slice(0, 120)}`)
	);
}

function textOf(raw: Buffer): string {
	if (raw.length === 0) return '';
	if (raw[0] === 0x1f && raw[1] === 0x8b) return gunzipSync(raw).toString();
	// an uncompressed page begins with "<", which no brotli stream of a page does
	return raw[0] === 0x3c ? raw.toString() : brotliDecompressSync(raw).toString();
}
