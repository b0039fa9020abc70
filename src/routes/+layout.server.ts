import type { LayoutServerLoad } from './$types';

// Read by the closed page too: it may ask nothing of anybody.
export const load: LayoutServerLoad = ({ locals }) => ({
	coverWord: locals.installation.coverWord,
	language: locals.language
});
