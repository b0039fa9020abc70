import { databaseCode, isBroken } from '#lib/server/platform/db/client.ts';

/** Ids of what failed in this round: others go on, and the next round tries these again. */
export type Aside = Set<string>;

/**
 * Works until nothing waits. What fails goes aside and into `failures`; a database that is gone, or
 * has no room left, would fail everything else as well and ends it.
 */
export async function all(
	next: (aside: Aside) => Promise<boolean>,
	failures: unknown[]
): Promise<number> {
	const aside: Aside = new Set();
	for (let count = 0; ;) {
		const before = aside.size;
		try {
			if (!(await next(aside))) return count;
			count += 1;
		} catch (error) {
			failures.push(error);
			if (aside.size === before || isAtAnEnd(error)) return count;
		}
	}
}

/** Runs one piece that was claimed; its id goes aside when it fails. */
export async function orAside<Result>(
	aside: Aside,
	work: (claimed: (id: string) => void) => Promise<Result>
): Promise<Result> {
	let id: string | null = null;
	try {
		return await work((claimed) => {
			id = claimed;
		});
	} catch (error) {
		if (id) aside.add(id);
		throw error;
	}
}

const isAtAnEnd = (error: unknown) => isBroken(error) || /^53/.test(databaseCode(error) ?? '');
