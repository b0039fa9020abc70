import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { exitScript, styles } from './scripts/inline.mjs';

export default defineConfig({
	plugins: [sveltekit()],
	define: {
		EXIT_SCRIPT: JSON.stringify(`<script>${exitScript}</script>`),
		STYLES: JSON.stringify(styles)
	},
	build: { target: 'es2022' },
	// Node reads the whole package.json of a package again for each file of it that it loads, and this
	// one has hundreds of files and 180 kB of it: half the time that a process needed to start
	ssr: { noExternal: ['drizzle-orm'] }
});
