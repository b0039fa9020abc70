import adapter from '@sveltejs/adapter-node';

/** @type {import('@sveltejs/kit').Config} */
export default {
	compilerOptions: { runes: true },
	kit: {
		adapter: adapter({ precompress: false }),
		// Hashes, not nonces: the landing page must be the same bytes for every token.
		// `handle` narrows these for the intake surface.
		csp: {
			mode: 'hash',
			directives: {
				'default-src': ['none'],
				'script-src': ['self'],
				'style-src': ['self'],
				// the one style that Kit's announcer of page changes brings; intake drops it
				'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
				'img-src': ['self', 'data:'],
				'connect-src': ['self'],
				'font-src': ['self'],
				'form-action': ['self'],
				'base-uri': ['none'],
				'frame-ancestors': ['none']
			}
		},
		// Kit's own check answers before `handle`, without our headers, and is off in dev.
		// `guard-origin.ts` does the work instead, everywhere.
		csrf: { trustedOrigins: ['*'] },
		// The intake stylesheet is inlined (one request a page), the desk's is a file of its own.
		inlineStyleThreshold: 12_000,
		// A refused link and an unknown address must give the same bytes whatever their depth.
		paths: { relative: false },
		version: { pollInterval: 0 }
	}
};
