import { createHash } from 'node:crypto';
import adapter from '@sveltejs/adapter-node';
import { exitScript } from './scripts/inline.mjs';

/** @type {`sha256-${string}`} */
const exitHash = `sha256-${createHash('sha256').update(exitScript).digest('base64')}`;

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
				// intake drops 'self': what stands in its pages is all there is, and nothing is loaded
				'script-src': ['self', exitHash],
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
		// A refused link and an unknown address must give the same bytes whatever their depth.
		paths: { relative: false },
		version: { pollInterval: 0 }
	}
};
