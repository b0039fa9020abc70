import { appFiles, chainsTo, short, type Chain, type Graph } from './source/graph.ts';
import type { Import } from './source/imports.ts';
import * as rings from './rings.ts';

// What is wrong with a graph of imports, each thing in words that teach.

/** Imports of a part that the importing part may not know. */
export function wrongImports(graph: Graph): string[] {
	return everyImport(graph).flatMap(({ path, one }) => {
		const from = rings.partOf(path);
		if (!from) return [];
		const isAllowed = one.isLocal
			? mayKnow(from, path, one)
			: (from.packages?.test(one.target) ?? true);
		return isAllowed ? [] : [`\`${shown(one)}\` imports \`${short(one.target)}\`. ${from.teaches}`];
	});
}

function mayKnow(from: NonNullable<ReturnType<typeof rings.partOf>>, path: string, one: Import) {
	// generated beside the source, such as the journal of the migrations
	if (!one.target.startsWith('src/')) return from.name.startsWith('platform');
	if (path === 'src/hooks.server.ts' && one.kind === 'dynamic') {
		return rings.hooksMayLoad.has(one.target);
	}
	const to = rings.partOf(one.target);
	return to !== null && (to.name === from.name || from.may.includes(to.name));
}

/** Ways, however long, from what strangers can attack to what opens. */
export function waysToOpen(graph: Graph): string[] {
	const starts = appFiles(graph).filter(rings.isOpenToStrangers);
	const skips = (one: Import) =>
		one.kind === 'dynamic' && one.at.startsWith('src/hooks.server.ts:');
	return chainsTo(graph, starts, rings.isBehindTheWall, skips).map(
		(chain) => `${wayInWords(chain)}. ${rings.intakeMessage}`
	);
}

function wayInWords(chain: Chain): string {
	const [start = '', ...rest] = chain.map((path) => `\`${short(path)}\``);
	const end = rest.pop() ?? '';
	return rest.length > 0
		? `${start} reaches ${end} through ${rest.join(', ')}`
		: `${start} reaches ${end}`;
}

/** Packages that only one place may import. */
export function strayPackages(graph: Graph): string[] {
	return everyImport(graph).flatMap(({ path, one }) =>
		rings.reserved
			.filter((rule) => rule.package.test(one.target) && !rule.mayImport(path))
			.map((rule) => `\`${shown(one)}\` imports \`${one.target}\`. ${rule.teaches}`)
	);
}

/** Local imports as plain `node` cannot follow them. */
export function unfinishedPaths(graph: Graph): string[] {
	return everyImport(graph)
		.filter(({ path, one }) => one.isLocal && !isWrittenRight(path, one))
		.map(
			({ one }) =>
				`\`${shown(one)}\` imports \`${one.specifier}\`. Write \`#lib/…\` or a relative path, with the ending: ` +
				'plain `node` runs the domain and the commands. Inside `domain` paths are relative.'
		);
}

function isWrittenRight(path: string, { specifier }: Import): boolean {
	const isRelative = specifier.startsWith('.');
	if (path.startsWith('src/lib/domain/') && !isRelative) return false;
	return (
		/\.(ts|js|mjs|json|svelte|css|html)(\?[a-z]+)?$/.test(specifier) && !specifier.startsWith('$')
	);
}

/** Files that stand nowhere on the map. */
export function strangers(graph: Graph): string[] {
	return appFiles(graph)
		.filter((path) => /\.(ts|js|svelte|css)$/.test(path) && !rings.partOf(path))
		.map(
			(path) =>
				`\`${path}\` is in no part of the map. Put it where the first folder says ring and zone, ` +
				'or draw the new part into tests/architecture/rings.ts and docs/decisions.'
		);
}

/** Imports of the app by file; tests import what they like. */
function everyImport(graph: Graph): { path: string; one: Import }[] {
	return appFiles(graph).flatMap((path) => (graph.get(path) ?? []).map((one) => ({ path, one })));
}

function shown(one: Import): string {
	return short(one.at);
}
