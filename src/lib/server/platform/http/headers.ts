import { createHash } from 'node:crypto';
import type { Surface } from './addresses.ts';

type Table = Record<string, string>;

// What could hear, see or find her. Her pages have no frame, and no script
// but one whose text we know, so the list may be short: each byte of it is sent thirty times in a
// check-in (docs/decisions/0014-short-headers.md).
const hers = ['camera', 'geolocation', 'microphone'];

// every feature that a browser asks a policy about and Chromium knows: others it warns of on every page
const all = [
	...hers,
	'display-capture',
	'payment',
	'usb',
	'accelerometer',
	'autoplay',
	'browsing-topics',
	'encrypted-media',
	'fullscreen',
	'gamepad',
	'gyroscope',
	'hid',
	'idle-detection',
	'local-fonts',
	'magnetometer',
	'midi',
	'picture-in-picture',
	'screen-wake-lock',
	'serial',
	'storage-access',
	'xr-spatial-tracking'
];
// the desk signs its people in with them, on its own pages
const passkeys = ['publickey-credentials-create', 'publickey-credentials-get'];
const nothingOf = (list: string[]) => list.map((feature) => `${feature}=()`).join(',');
const permissions: Record<Surface, string> = {
	intake: nothingOf(hers),
	desk: [nothingOf(all), ...passkeys.map((feature) => `${feature}=(self)`)].join(',')
};

// a directive without a hash is left out: `default-src` says the same
const intakePolicy = (styles: string, scripts: string) =>
	[
		"default-src 'none'",
		...(styles ? [`style-src ${styles}`] : []),
		...(scripts ? [`script-src ${scripts}`] : []),
		'img-src data:',
		"form-action 'self'",
		"base-uri 'none'",
		"frame-ancestors 'none'"
	].join('; ');

const deskPolicy = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"img-src 'self' data:",
	"connect-src 'self'",
	"font-src 'self'",
	"form-action 'self'",
	"base-uri 'none'",
	"frame-ancestors 'none'"
].join('; ');

/**
 * What every answer carries, also a static file, a body that is too large and a request that nobody
 * could read: the own server sets it. Source: threat model, section 9.
 */
export function everyAnswer(surface: Surface, origin: string): Table {
	return {
		'content-security-policy': surface === 'intake' ? intakePolicy('', '') : deskPolicy,
		// `no-referrer` would make browsers send `Origin: null` with our own forms
		'referrer-policy': 'same-origin',
		// a copy on a shared device would outlive her visit
		'cache-control': 'no-store',
		'cross-origin-opener-policy': 'same-origin',
		'cross-origin-resource-policy': 'same-origin',
		'x-content-type-options': 'nosniff',
		'x-robots-tag': 'noindex, nofollow, noarchive',
		'permissions-policy': permissions[surface],
		...(origin.startsWith('https://') && { 'strict-transport-security': 'max-age=31536000' })
	};
}

/** Sets on an answer of Kit's what section 9 asks for; leaves the policy's hashes that Kit made. */
export function setHeaders(
	{ headers }: Response,
	{
		surface,
		origin,
		isDev,
		style = null
	}: {
		surface: Surface;
		origin: string;
		isDev: boolean;
		/** The text of the stylesheet that the page holds. */
		style?: string | null;
	}
): void {
	const fromKit = headers.get('content-security-policy');
	for (const [name, value] of Object.entries(everyAnswer(surface, origin))) {
		headers.set(name, value);
	}
	if (fromKit !== null) {
		// in development styles come from scripts; the build is what is tested
		const policy = isDev ? fromKit : withStyle(fromKit, style);
		headers.set(
			'content-security-policy',
			surface === 'intake' && !isDev ? narrow(policy) : policy
		);
	}
	// it would tell that a page was seen before
	headers.delete('etag');
	if (headers.get('content-type') === 'text/html') {
		headers.set('content-type', 'text/html; charset=utf-8');
	}
	if (surface === 'intake') headers.delete('x-sveltekit-page');
}

// pages of hers hold one of a few, made of parts
const known = new Map<string, string>();

/** Allows the one stylesheet that stands in the page. Kit does not know of it. */
function withStyle(policy: string, style: string | null): string {
	if (style === null) return policy;
	const hash = known.get(style) ?? createHash('sha256').update(style).digest('base64');
	if (known.size < 100) known.set(style, hash);
	return policy.replace(/style-src [^;]*/, (sources) => `${sources} 'sha256-${hash}'`);
}

/** Of Kit's policy only the hashes: intake loads nothing, from nowhere, not even from itself. */
export function narrow(policy: string): string {
	return intakePolicy(hashesIn(policy, 'style-src'), hashesIn(policy, 'script-src'));
}

function hashesIn(policy: string, directive: string): string {
	const sources = policy
		.split(';')
		.map((part) => part.trim().split(/\s+/))
		.find(([name]) => name === directive);
	return (sources ?? []).filter((source) => source.startsWith("'sha256-")).join(' ');
}
