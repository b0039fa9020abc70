import { describe, expect, test } from 'vitest';
import * as breaches from './breaches.ts';
import { appFiles, graphOf, type Graph } from './source/graph.ts';
import { blindImports } from './source/imports.ts';
import { planted } from './source/planted.ts';
import { filesIn, isTest, read, root } from './source/project.ts';

describe('A02 the rings and zones of Heard', () => {
	const graph = graphOf(root);

	test('A02 what strangers can attack reaches nothing that opens, by no way however long', () => {
		expect(said(breaches.waysToOpen(graph))).toBe('');
	});

	test('every part imports only the parts that it may know', () => {
		expect(said(breaches.wrongImports(graph))).toBe('');
	});

	test('SQL, sessions, sealing, jobs and log lines each have one place', () => {
		expect(said(breaches.strayPackages(graph))).toBe('');
	});

	test('plain node can follow every path', () => {
		expect(said(breaches.unfinishedPaths(graph))).toBe('');
	});

	test('every file stands in a part of the map', () => {
		expect(said(breaches.strangers(graph))).toBe('');
	});

	test('no import hides its target from these tests', () => {
		const blind = appFiles(graph).flatMap((path) => blindImports(path, read(path)));
		expect(blind).toEqual([]);
	});

	test('only what opens makes a recipient context', () => {
		const made = filesIn(root, 'src').filter(
			(path) =>
				!isTest(path) &&
				!path.startsWith('src/lib/server/platform/crypto/open/') &&
				read(path).includes('createRecipientContext')
		);
		expect(made).toEqual([]);
	});

	test('the app imports nothing that was written for tests', () => {
		const taken = appFiles(graph).flatMap((path) =>
			(graph.get(path) ?? []).filter((one) => isTest(one.target)).map((one) => one.at)
		);
		expect(taken).toEqual([]);
	});

	test('the setup script runs before any package is there', () => {
		const setup = ['scripts/setup.mjs', ...filesIn(root, 'scripts/setup')];
		const imported = setup.flatMap((path) => [
			...read(path).matchAll(/^import .* from '([^'.][^']*)';$/gm)
		]);
		expect(imported.length).toBeGreaterThan(0);
		expect(imported.map((found) => found[1]).filter((name) => !name?.startsWith('node:'))).toEqual(
			[]
		);
	});
});

describe('the guard itself', () => {
	const seal = 'export const seal = () => {};';
	const open = 'export const open = () => {};';

	test('sees a chain of innocent imports from intake to what opens, and teaches', () => {
		const graph = grown({
			'src/lib/server/intake/visit/open.ts': `import { note } from '#lib/server/platform/notes.ts';`,
			'src/lib/server/platform/notes.ts': `export { open as note } from './crypto/open/revision.ts';`,
			'src/lib/server/platform/crypto/open/revision.ts': open
		});
		expect(breaches.waysToOpen(graph)).toEqual([
			'`server/intake/visit/open.ts` reaches `server/platform/crypto/open/revision.ts` through `server/platform/notes.ts`. ' +
				'Intake is the part strangers can attack, so it must not be able to open anything.\n' +
				'Move the shared part to `domain` or `platform`, or do the work in the worker. See docs/decisions/0003.'
		]);
		expect(said(breaches.wrongImports(graph))).toContain(
			'`server/platform/notes.ts:1` imports `server/platform/crypto/open/revision.ts`'
		);
	});

	test.each([
		['a page', 'src/routes/(intake)/c/+page.svelte', '<script lang="ts">\nIMPORT\n</script>\n<p>'],
		['the closed page', 'src/routes/+error.svelte', '<p>\n<script>IMPORT</script>'],
		['a route', 'src/routes/(intake)/leave/+server.ts', 'IMPORT'],
		['the hooks', 'src/hooks.server.ts', 'IMPORT'],
		[
			'a late import',
			'src/lib/server/intake/send.ts',
			`await import('#lib/server/worker/start.ts');`
		],
		['a passed-on export', 'src/lib/server/intake/send.ts', `export * from '../worker/start.ts';`]
	])('sees it in %s', (_, path, text) => {
		const graph = grown({
			[path]: text.replace('IMPORT', `import { start } from '#lib/server/worker/start.ts';`),
			'src/lib/server/worker/start.ts': 'export const start = 1;'
		});
		expect(breaches.waysToOpen(graph)).toHaveLength(1);
		expect(breaches.wrongImports(graph)).toHaveLength(1);
	});

	test('lets the hooks load a zone late, and only by its door', () => {
		const graph = grown({
			'src/hooks.server.ts': `await import('#lib/server/desk/handle.ts');\nawait import('#lib/server/desk/secret.ts');`,
			'src/lib/server/desk/handle.ts': seal,
			'src/lib/server/desk/secret.ts': seal
		});
		expect(breaches.waysToOpen(graph)).toEqual([]);
		expect(breaches.wrongImports(graph)).toHaveLength(1);
		expect(said(breaches.wrongImports(graph))).toContain('hooks.server.ts:2');
	});

	test.each([
		['domain imports a module of Node', 'src/lib/domain/clock.ts', `import 'node:fs';`],
		['domain imports the server', 'src/lib/domain/clock.ts', `import '../server/platform/log.ts';`],
		[
			'a route speaks to the database',
			'src/routes/desk/queue/+page.server.ts',
			`import '#lib/server/platform/db/client.ts';`
		],
		[
			'a component asks the server',
			'src/lib/ui/desk/Row.svelte',
			`<script>import '#lib/server/desk/index.ts';</script>`
		],
		[
			'a component of one zone uses one of the other',
			'src/lib/ui/desk/Row.svelte',
			`<script>import '../intake/Exit.svelte';</script>`
		],
		[
			'sealing leads to opening',
			'src/lib/server/platform/crypto/seal/index.ts',
			`import '../open/index.ts';`
		],
		[
			'the desk uses intake',
			'src/lib/server/desk/links.ts',
			`import type { A } from '../intake/visit.ts';`
		],
		[
			'the worker asks Kit',
			'src/lib/server/worker/start.ts',
			`import { building } from '$app/environment';`
		]
	])('sees that %s', (_, path, text) => {
		expect(breaches.wrongImports(grown({ [path]: text }))).toHaveLength(1);
	});

	test.each([
		[
			'SQL outside a store',
			'src/lib/server/desk/queue/list.ts',
			`import { eq } from 'drizzle-orm';`
		],
		['lucia elsewhere', 'src/lib/server/desk/auth/sign-in.ts', `import { Lucia } from 'lucia';`],
		[
			'sealing by hand',
			'src/lib/server/worker/file/index.ts',
			`import { CipherSuite } from '@hpke/core';`
		],
		['a second writer of lines', 'src/lib/server/worker/start.ts', `import { pino } from 'pino';`]
	])('sees %s', (_, path, text) => {
		expect(breaches.strayPackages(grown({ [path]: text }))).toHaveLength(1);
	});

	test('sees a path without its ending, the alias of another framework, and a blind import', () => {
		const file = 'src/lib/server/desk/index.ts';
		const text = `import './a';\nimport '$lib/server/desk/a.ts';\nimport './b.ts';`;
		expect(breaches.unfinishedPaths(grown({ [file]: text }))).toHaveLength(2);
		expect(blindImports(file, `await import(name); import.meta.glob('./*.ts');`)).toHaveLength(2);
	});

	test('sees a file that is nowhere on the map', () => {
		expect(breaches.strangers(grown({ 'src/lib/utils.ts': seal }))).toHaveLength(1);
	});
});

/** One sentence under the other, so that a failure can be read. */
function said(sentences: readonly string[]): string {
	return sentences.join('\n\n');
}

function grown(files: Record<string, string>): Graph {
	return graphOf(planted(files));
}
