import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { exitScript, styles } from './scripts/inline.mjs';

export default defineConfig({
	plugins: [sveltekit()],
	define: {
		EXIT_SCRIPT: JSON.stringify(`<script>${exitScript}</script>`),
		STYLES: JSON.stringify(styles)
	},
	build: { target: 'es2022' }
});
