import type { LayoutServerLoad } from './$types';

// Read by the closed page too: it may ask nothing of anybody.
export const load: LayoutServerLoad = ({ locals, url }) => {
	const { coverWord, languages } = locals.installation;
	const asked = url.searchParams.get('lang');
	return {
		coverWord,
		language: locals.language,
		languages,
		/** The language that the address asks for. */
		chosen: languages.find((one) => one === asked) ?? null
	};
};
