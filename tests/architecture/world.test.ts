import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { findIn, findInApp, isMember, isTaken, type Sought } from './source/find.ts';

// The two doors between the code and the process it runs in. Behind each stands one file that knows
// what may pass: everywhere else a secret could slip in unchecked, or her words slip out.

const ofProcess = /^(node:)?process$/;

const readsEnvironment: Sought = (node) =>
	isMember(node, 'process', ['env']) ||
	isMember(node, 'import.meta', ['env']) ||
	isTaken(node, ofProcess, ['env']) ||
	(ts.isImportDeclaration(node) && /^['"]\$env\//.test(node.moduleSpecifier.getText()));

const streams = ['stdout', 'stderr'];
const writesToStream: Sought = (node) =>
	isMember(node, 'process', streams) ||
	isTaken(node, ofProcess, streams) ||
	(ts.isPropertyAccessExpression(node) && node.expression.getText() === 'console');

describe('the process around the code', () => {
	test('only config.ts reads the environment: a variable that nobody checked decides nothing', () => {
		const isConfig = (path: string) => path === 'src/lib/server/platform/config.ts';
		expect(findInApp(readsEnvironment, isConfig)).toEqual([]);
	});

	test('only log.ts writes to a stream: what is not on its list leaves the process nowhere else', () => {
		const isLog = (path: string) => path === 'src/lib/server/platform/log.ts';
		expect(findInApp(writesToStream, isLog)).toEqual([]);
	});
});

describe('the guard itself', () => {
	test.each([
		`process.env.HEARD_KEK_FILE`,
		`process['env']`,
		`import { env } from 'node:process';`,
		`import { env as surroundings } from 'process';`,
		`import { DATABASE_URL } from '$env/static/private';`,
		`import.meta.env.MODE`
	])('sees that %s reads the environment', (text) => {
		expect(findIn('src/lib/a.ts', text, readsEnvironment)).toEqual(['src/lib/a.ts:1']);
	});

	test.each([
		`console.log(1)`,
		`process.stderr.write('')`,
		`import { stdout } from 'node:process';`
	])('sees that %s writes to a stream', (text) => {
		expect(findIn('src/lib/a.ts', text, writesToStream)).toEqual(['src/lib/a.ts:1']);
	});

	test('reads the script of a component, and no text of it', () => {
		const text = `<p>console.log</p>\n<script>\nconsole.log(1);\n</script>`;
		expect(findIn('src/a.svelte', text, writesToStream)).toEqual(['src/a.svelte:3']);
	});
});
