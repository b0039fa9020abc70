import type { Surface } from './addresses.ts';

type Table = Record<string, string>;

// every feature that a browser asks a policy about and Chromium knows: others it warns of on every page
const features = [
	'accelerometer',
	'autoplay',
	'browsing-topics',
	'camera',
	'display-capture',
	'encrypted-media',
	'fullscreen',
	'gamepad',
	'geolocation',
	'gyroscope',
	'hid',
	'idle-detection',
	'local-fonts',
	'magnetometer',
	'microphone',
	'midi',
	'payment',
	'picture-in-picture',
	'publickey-credentials-create',
	'publickey-credentials-get',
	'screen-wake-lock',
	'serial',
	'storage-access',
	'usb',
	'xr-spatial-tracking'
];
const nothingAllowed = features.map((feature) => `${feature}=()`).join(', ');

const intakePolicy = (styles: string, scripts: string) =>
	[
		"default-src 'none'",
		`style-src ${styles || "'none'"}`,
		`script-src ${scripts || "'none'"}`,
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
		'cross-origin-resource-policy': 'same-origin',
		'x-content-type-options': 'nosniff',
		'x-robots-tag': 'noindex, nofollow, noarchive',
		'permissions-policy': nothingAllowed,
		...(origin.startsWith('https://') && { 'strict-transport-security': 'max-age=31536000' })
	};
}

/** Sets on an answer of Kit's what section 9 asks for; leaves the policy's hashes that Kit made. */
export function setHeaders(
	{ headers }: Response,
	{ surface, origin, isDev }: { surface: Surface; origin: string; isDev: boolean }
): void {
	const fromKit = headers.get('content-security-policy');
	for (const [name, value] of Object.entries(everyAnswer(surface, origin))) {
		headers.set(name, value);
	}
	if (fromKit !== null) {
		// in development styles come from scripts; the build is what is tested
		const policy = surface === 'intake' && !isDev ? narrow(fromKit) : fromKit;
		headers.set('content-security-policy', policy);
	}
	// a copy on a shared device would outlive her visit; a tag would tell that a page was seen before
	headers.set('cache-control', 'no-store');
	headers.delete('etag');
	headers.set('cross-origin-opener-policy', 'same-origin');
	if (headers.get('content-type') === 'text/html') {
		headers.set('content-type', 'text/html; charset=utf-8');
	}
	if (surface === 'intake') headers.delete('x-sveltekit-page');
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
