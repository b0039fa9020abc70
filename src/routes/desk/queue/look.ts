import type { QueueLook } from '#lib/server/desk/concerns/index.ts';

/** What of the queue somebody looks at: it stands in the address, so that Back leads there again. */
export function lookFrom({ searchParams }: URL): QueueLook {
	const [lane, filter, after] = ['lane', 'filter', 'after'].map((name) => searchParams.get(name));
	return { lane: lane ?? null, filter: filter ?? null, after: after ?? null };
}
