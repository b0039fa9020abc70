/**
 * The language of a page without a visit: what its address asks for (`?lang=`), else what the
 * browser likes best of those offered, else the first one offered.
 */
export function languageOf(
	asked: string | null,
	{ accepted, offered }: { accepted: string | null; offered: readonly string[] }
): string {
	const wanted = [...(asked === null ? [] : [asked]), ...inOrder(accepted ?? '')];
	return (
		wanted.map((tag) => closest(tag, offered)).find((one) => one !== null) ?? offered[0] ?? 'en'
	);
}

/** `de-AT` is met by `de`. */
function closest(tag: string, offered: readonly string[]): string | null {
	const lower = tag.toLowerCase();
	return (
		offered.find((one) => one.toLowerCase() === lower) ??
		offered.find((one) => one.toLowerCase() === lower.split('-')[0]) ??
		null
	);
}

/** An Accept-Language header as a list, the best liked first. */
function inOrder(header: string): string[] {
	return header
		.slice(0, 500)
		.split(',')
		.map((part) => {
			const [tag = '', weight] = part.trim().split(';q=');
			return { tag, weight: weight === undefined ? 1 : Number(weight) || 0 };
		})
		.filter(({ tag, weight }) => tag !== '' && weight > 0)
		.sort((a, b) => b.weight - a.weight)
		.map(({ tag }) => tag);
}
