import { filesIn, isTest, read } from './project.ts';
import { importsOf, type Import } from './imports.ts';

/** Every file of `src` with what it imports. Files that are not script stand there without imports. */
export type Graph = ReadonlyMap<string, readonly Import[]>;

/** Reads the imports of everything below `src` of `base`. */
export function graphOf(base: string): Graph {
	return new Map(
		filesIn(base, 'src').map((path) => [
			path,
			importsOf(path, isText(path) ? read(path, base) : '')
		])
	);
}

function isText(path: string): boolean {
	return /\.([cm]?[jt]s|svelte)$/.test(path);
}

/** From the start to what it reaches, both included; the way between is the shortest. */
export type Chain = readonly string[];

/**
 * The shortest chain from each of `starts` to something that `isWall` names. Follows what is loaded
 * with a file and what it loads later; types are followed too: what nobody may call, nobody need name.
 * `skips` says which imports are not followed.
 */
export function chainsTo(
	graph: Graph,
	starts: readonly string[],
	isWall: (target: string) => boolean,
	skips: (one: Import) => boolean = () => false
): Chain[] {
	return starts.flatMap((start) => {
		const found = chainFrom(graph, start, isWall, skips);
		return found ? [found] : [];
	});
}

function chainFrom(
	graph: Graph,
	start: string,
	isWall: (target: string) => boolean,
	skips: (one: Import) => boolean
): Chain | null {
	const cameFrom = new Map<string, string | null>([[start, null]]);
	for (const file of cameFrom.keys()) {
		for (const one of graph.get(file) ?? []) {
			if (cameFrom.has(one.target) || skips(one)) continue;
			cameFrom.set(one.target, file);
			if (isWall(one.target)) return wayTo(one.target, cameFrom);
		}
	}
	return null;
}

function wayTo(end: string, cameFrom: ReadonlyMap<string, string | null>): Chain {
	const way: string[] = [];
	for (let at: string | null = end; at !== null; at = cameFrom.get(at) ?? null) way.unshift(at);
	return way;
}

/** Files of the app: tests import what they like. */
export function appFiles(graph: Graph): string[] {
	return [...graph.keys()].filter((path) => !isTest(path));
}

/** A path as the guide writes it: without `src/lib/`. */
export function short(path: string): string {
	return path.replace(/^src\/lib\//, '').replace(/^src\//, '');
}
