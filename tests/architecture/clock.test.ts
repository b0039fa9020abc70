import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { findIn, findInApp, isMember, type Sought } from './source/find.ts';
import { textOf } from './source/parse.ts';
import { filesIn, read, root } from './source/project.ts';

// One clock judges every stored time: the database's, through heard_now(). A second one would be
// wrong by a minute one day, and a link would live or a limit pass by it.

const otherClocks =
	/(?<!heard_)\bnow\s*\(\s*\)|\b(current_(timestamp|date|time)|local(timestamp|time)|(clock|statement|transaction)_timestamp|timeofday)\b|'now'\s*::/i;

/** SQL that may name another clock, and why. */
const reviewed: Record<string, string> = {
	'drizzle/0000_heard_now.sql': 'heard_now() itself',
	'src/lib/server/platform/start-checks/database.ts': 'compares the body of heard_now() with it'
};

const speaksOfAnotherClock: Sought = (node) =>
	otherClocks.test(textOf(node) ?? '') ||
	(ts.isPropertyAccessExpression(node) && node.name.text === 'defaultNow');

const asksTimeOrChance: Sought = (node) =>
	isMember(node, 'Date', ['now']) ||
	isMember(node, 'Math', ['random']) ||
	isMember(node, 'crypto', ['randomUUID', 'getRandomValues']) ||
	(ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) ||
	(ts.isCallExpression(node) && node.expression.getText() === 'Date');

/** The files that time and chance come from. */
const sources = new Set([
	'src/lib/domain/clock.ts',
	'src/lib/server/platform/crypto/random.ts',
	// runs in her browser, where nobody hands it a clock
	'src/lib/ui/intake/exit-script.js'
]);

describe('A04 the one clock', () => {
	test('A04 no statement, default or function of the migrations asks another clock', () => {
		const migrations = filesIn(root, 'drizzle').filter((path) => path.endsWith('.sql'));
		expect(migrations.length).toBeGreaterThan(2);
		expect(migrations.filter((path) => !(path in reviewed) && asksSql(read(path)))).toEqual([]);
	});

	test('A04 no SQL in the code asks another clock', () => {
		expect(findInApp(speaksOfAnotherClock, (path) => path in reviewed)).toEqual([]);
	});

	test('A04 heard_now() is now() as long as nobody moves it', () => {
		const [body] = /as \$\$(.*)\$\$/.exec(read('drizzle/0000_heard_now.sql'))?.slice(1) ?? [];
		expect(body?.trim()).toBe('select now()');
	});

	test('the code asks neither the clock of its machine nor chance: both come in as arguments', () => {
		expect(findInApp(asksTimeOrChance, (path) => sources.has(path))).toEqual([]);
	});
});

describe('the guard itself', () => {
	test.each([
		'select now()',
		'default CURRENT_TIMESTAMP',
		'clock_timestamp()',
		"'now'::timestamptz"
	])('A04 sees %s', (sql) => {
		expect(asksSql(`select 1 where ${sql}`)).toBe(true);
		expect(findIn('src/a.ts', 'sql`${1} ' + sql + '`', speaksOfAnotherClock)).toHaveLength(1);
	});

	test('A04 lets heard_now() and a comment pass', () => {
		expect(asksSql('select heard_now() -- not now()\n/* current_date */')).toBe(false);
		expect(findIn('src/a.ts', 'sql`heard_now()`; performance.now()', speaksOfAnotherClock)).toEqual(
			[]
		);
	});

	test.each([
		'Date.now()',
		'new Date()',
		'new Date',
		'Date()',
		'Math.random()',
		'crypto.randomUUID()'
	])('sees %s', (text) => {
		expect(findIn('src/a.ts', text, asksTimeOrChance)).toHaveLength(1);
	});

	test('lets a date be made from a moment', () => {
		expect(findIn('src/a.ts', 'new Date(at)', asksTimeOrChance)).toEqual([]);
	});
});

function asksSql(sql: string): boolean {
	return otherClocks.test(sql.replace(/--.*$/gm, '').replace(/\/\*[\s\S]*?\*\//g, ''));
}
