import type { Reply } from './visitor.ts';

/** What stood before an answer: how much of section 9 of the threat model it must carry. */
export type Kind =
	/** Anything that the app says: pages, redirects, refusals, JSON. */
	| 'page'
	/** A file, or a refusal of the server around the app: what is starred in section 9. */
	| 'file';
export type Surface = 'intake' | 'desk';

const hashes = `(?:'none'|'sha256-[A-Za-z0-9+/]{43}='(?: 'sha256-[A-Za-z0-9+/]{43}=')*)`;
const more = `(?: 'sha256-[A-Za-z0-9+/]{43}=')*`;

const policies: Record<Surface, RegExp> = {
	intake: new RegExp(
		`^default-src 'none'; style-src ${hashes}; script-src ${hashes}; img-src data:; ` +
			`form-action 'self'; base-uri 'none'; frame-ancestors 'none'$`
	),
	desk: new RegExp(
		`^default-src 'none'; script-src 'self'${more}; style-src 'self'${more}; ` +
			`(?:style-src-attr 'unsafe-hashes'${more}; )?img-src 'self' data:; connect-src 'self'; ` +
			`font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$`
	)
};

const starred: Record<string, RegExp> = {
	'referrer-policy': /^same-origin$/,
	'cross-origin-resource-policy': /^same-origin$/,
	'x-content-type-options': /^nosniff$/,
	'x-robots-tag': /^noindex, nofollow, noarchive$/,
	// all off: each feature with an empty list
	'permissions-policy': /^[a-z-]+=\(\)(, [a-z-]+=\(\)){20,}$/
};
const ofPages: Record<string, RegExp> = {
	'cache-control': /^no-store$/,
	'cross-origin-opener-policy': /^same-origin$/
};
const powerful = ['camera', 'microphone', 'geolocation', 'display-capture', 'payment', 'usb'];

/** Tell what runs here, or that a page was seen before. */
const forbidden = ['server', 'x-powered-by', 'via', 'link', 'x-sveltekit-page', 'refresh'];

/** What is wrong with the headers of an answer, each as one line; none is right. */
export function wrongHeaders(
	{ status, raw, headers, body }: Reply,
	{ surface, kind, isSecure = false }: { surface: Surface; kind: Kind; isSecure?: boolean }
): string[] {
	const wrong: string[] = [];
	const expected: Record<string, RegExp> = {
		'content-security-policy': policies[surface],
		...starred,
		...(kind === 'page' && ofPages)
	};
	for (const [name, shape] of Object.entries(expected)) {
		const values = raw.filter(([one]) => one.toLowerCase() === name).map(([, value]) => value);
		if (values.length !== 1 || !shape.test(values[0] ?? '')) {
			wrong.push(`${name}: ${values.join(' | ') || 'missing'}`);
		}
	}
	const features = headers['permissions-policy'] ?? '';
	for (const feature of powerful) {
		if (!features.includes(`${feature}=()`)) wrong.push(`permissions-policy lets ${feature}`);
	}
	const hsts = headers['strict-transport-security'];
	if (hsts !== (isSecure ? 'max-age=31536000' : undefined)) {
		wrong.push(`strict-transport-security: ${hsts ?? 'missing'}`);
	}
	if (kind === 'page' && headers.etag !== undefined) wrong.push(`etag: ${headers.etag}`);
	if (surface === 'intake' && headers['x-sveltekit-page'] !== undefined)
		wrong.push('x-sveltekit-page');
	for (const name of forbidden) {
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
