import type { Reply } from './visitor.ts';

/** Who answered: how much of section 9 of the threat model the answer must carry. */
export type Kind =
	/** The app or the server: pages, redirects, refusals, JSON, what nobody could read. */
	| 'page'
	/** A file that lies there. */
	| 'file';
export type Surface = 'intake' | 'desk';

const none = ["'none'"];
const self = ["'self'"];
const inside = { 'form-action': self, 'base-uri': none, 'frame-ancestors': none };

/** What each directive must say, beside hashes of what stands in the page itself. */
const policies: Record<Surface, Record<string, string[]>> = {
	intake: { 'default-src': none, 'img-src': ['data:'], ...inside },
	desk: {
		'default-src': none,
		'script-src': self,
		'style-src': self,
		'img-src': ["'self'", 'data:'],
		'connect-src': self,
		'font-src': self,
		...inside
	}
};
/** May hold hashes. On intake an answer without them does not name it. */
const hashed = ['script-src', 'style-src'];
const hash = /^'sha256-[A-Za-z0-9+/]{43}='$/;

function isPolicy(text: string, surface: Surface): boolean {
	const left = new Map(
		text.split('; ').map((part) => {
			const [name = '', ...sources] = part.split(' ');
			return [name, sources];
		})
	);
	for (const name of hashed) {
		// what is not named falls back to default-src, which is 'none'
		const sources = left.get(name) ?? none;
		const others = sources.filter((source) => !hash.test(source));
		if (sources.length === 0) return false;
		left.set(name, surface === 'intake' && others.length === 0 ? none : others);
	}
	// the one style that Kit's announcer of page changes brings, named by its hash (svelte.config.js)
	const [first, ...styles] = left.get('style-src-attr') ?? ["'unsafe-hashes'"];
	if (first !== "'unsafe-hashes'" || !styles.every((source) => hash.test(source))) return false;
	if (surface === 'desk') left.delete('style-src-attr');

	const wanted: Record<string, string[]> = {
		'script-src': none,
		'style-src': none,
		...policies[surface]
	};
	return (
		left.size === Object.keys(wanted).length &&
		Object.entries(wanted).every(([name, sources]) => {
			return left.get(name)?.toSorted().join(' ') === sources.toSorted().join(' ');
		})
	);
}

const onEvery: Record<string, RegExp> = {
	'referrer-policy': /^same-origin$/,
	'cross-origin-resource-policy': /^same-origin$/,
	'x-content-type-options': /^nosniff$/,
	'x-robots-tag': /^noindex, nofollow, noarchive$/,
	// all off: each feature with an empty list. Passkeys on the desk's own pages are the exception
	'permissions-policy':
		/^[a-z-]+=\(\)(,[a-z-]+=\(\))+(,publickey-credentials-(create|get)=\(self\)){0,2}$/,
	// Kit adds the first word to the data of a page
	'cache-control': /^(private, )?no-store$/,
	'cross-origin-opener-policy': /^same-origin$/
};
const powerful = ['camera', 'microphone', 'geolocation'];

/** Tell what runs here, or that a page was seen before. */
const forbidden = ['server', 'x-powered-by', 'via', 'refresh'];

/** What is wrong with the headers of an answer, each as one line; none is right. */
export function wrongHeaders(
	{ status, raw, headers, body }: Reply,
	{ surface, kind, isSecure = false }: { surface: Surface; kind: Kind; isSecure?: boolean }
): string[] {
	const wrong: string[] = [];
	const expected: Record<string, RegExp> = {
		...onEvery,
		// on her device nothing of us is kept; a file of the desk that is named by its content may be
		...(kind === 'file' && surface === 'desk' && { 'cache-control': /^(no-store|public,.*)$/ })
	};
	for (const [name, shape] of Object.entries(expected)) {
		const values = raw.filter(([one]) => one.toLowerCase() === name).map(([, value]) => value);
		if (values.length !== 1 || !shape.test(values[0] ?? '')) {
			wrong.push(`${name}: ${values.join(' | ') || 'missing'}`);
		}
	}
	const policy = raw.filter(([name]) => name.toLowerCase() === 'content-security-policy');
	if (policy.length !== 1 || !isPolicy(policy[0]?.[1] ?? '', surface)) {
		wrong.push(`content-security-policy: ${policy.map(([, value]) => value).join(' | ')}`);
	}
	const features = headers['permissions-policy'] ?? '';
	for (const feature of powerful) {
		if (!features.includes(`${feature}=()`)) wrong.push(`permissions-policy lets ${feature}`);
	}
	if (surface === 'intake' && features.includes('self')) wrong.push('permissions-policy: self');
	const hsts = headers['strict-transport-security'];
	if (hsts !== (isSecure ? 'max-age=31536000' : undefined)) {
		wrong.push(`strict-transport-security: ${hsts ?? 'missing'}`);
	}
	if (kind === 'page' || surface === 'intake') {
		for (const name of ['etag', 'last-modified']) {
			if (headers[name] !== undefined) wrong.push(`${name}: ${headers[name]}`);
		}
	}
	const notHere = surface === 'intake' ? [...forbidden, 'x-sveltekit-page', 'link'] : forbidden;
	for (const name of notHere) {
		if (headers[name] !== undefined) wrong.push(`${name}: ${headers[name]}`);
	}
	const type = headers['content-type'];
	if (/^\s*</.test(body) && type !== 'text/html; charset=utf-8')
		wrong.push(`content-type: ${type}`);
	const cleared = headers['clear-site-data'];
	if (cleared !== undefined && cleared !== '"cookies", "storage"') {
		wrong.push(`clear-site-data: ${cleared}`);
	}
	if (headers['access-control-allow-origin'] !== undefined)
		wrong.push('access-control-allow-origin');
	for (const [name, value] of raw) {
		if (name.toLowerCase() === 'set-cookie') wrong.push(...wrongCookie(value));
	}
	return status === 0 ? ['no answer'] : wrong;
}

/**
 * What is wrong with a cookie that is set: browsers keep `__Host-` only with these, and a lifetime
 * would let it outlive the window. Taking one away needs its lifetime of nothing.
 */
export function wrongCookie(value: string): string[] {
	const [pair = '', ...attributes] = value.split(';').map((part) => part.trim());
	const [name = '', content = ''] = pair.split('=');
	const wrong: string[] = [];
	if (!/^__Host-[a-z]$/.test(name)) wrong.push(`cookie ${name}`);
	const taken = content === '' ? ['Max-Age=0'] : [];
	const expected = ['HttpOnly', 'Path=/', 'SameSite=Strict', 'Secure', ...taken].toSorted();
	if (attributes.toSorted().join('; ') !== expected.join('; ')) {
		wrong.push(`cookie ${name}: ${attributes.join('; ')}`);
	}
	return wrong;
}
