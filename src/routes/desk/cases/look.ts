import type { CasesLook } from '#lib/server/desk/cases/index.ts';

/** What of the list somebody looks at: it stands in the address, so that Back leads there again. */
export function lookFrom({ searchParams }: URL): CasesLook {
	const look: CasesLook = {};
	for (const name of ['q', 'scope', 'filter', 'sort', 'after'] as const) {
		look[name] = searchParams.get(name);
	}
	return look;
}
