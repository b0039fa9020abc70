import { Buffer } from 'node:buffer';
import { Linter } from 'eslint';
import { describe, expect, test } from 'vitest';
import { exitScript } from '../../scripts/inline.mjs';
import { filesIn, isTest, read, root } from './source/project.ts';

// The one script of her pages. Whoever holds the phone next must find nothing of it, and an old
// phone on a slow network must not notice it.

/** What an engine of that year says against the text; null when it understands all of it. */
function notUnderstood(text: string, ecmaVersion: 5 | 2015): string | null {
	const languageOptions = { ecmaVersion, sourceType: 'script' } as const;
	const [first] = new Linter().verify(text, { languageOptions });
	return first?.fatal ? first.message : null;
}

/** Ways to keep something, to send or ask for something, and to run text as a program. */
const forbidden = [
	/storage|indexedDB|\bcaches\b|cookie|serviceWorker/i,
	/window\.name|history\b|(push|replace)State/,
	/fetch|XMLHttp|[bB]eacon|WebSocket|EventSource|\bImage\b|\bsrc\b|import|postMessage|\bopen\(/,
	/eval|Function\(|innerHTML|document\.write|javascript:/,
	/set(Timeout|Interval)\(\s*['"`]/,
	/https?:|\/\//
];
const forbiddenIn = (text: string) => forbidden.filter((words) => words.test(text)).map(String);

describe('the exit script', () => {
	test('is far under 3 kB: she pays for it thirty times in a check-in', () => {
		expect(Buffer.byteLength(exitScript)).toBeGreaterThan(1000);
		expect(Buffer.byteLength(exitScript)).toBeLessThan(1500);
	});

	test('ends where it ends', () => {
		expect(exitScript).not.toMatch(/<[/!]/);
	});

	test('is understood by phones of fifteen years', () => {
		expect(notUnderstood(exitScript, 5)).toBeNull();
	});

	test('keeps nothing, asks for nothing and runs no text', () => {
		expect(forbiddenIn(exitScript)).toEqual([]);
	});

	test('leads to the exit and to the page itself, and nowhere else', () => {
		const addresses = [...exitScript.matchAll(/'(\/[^']*)'/g)].map((found) => found[1]);
		expect(new Set(addresses)).toEqual(new Set(['/leave', '/c']));
	});

	test('stands in the one text that is printed as markup', () => {
		const printing = filesIn(root, 'src').filter(
			(path) => path.endsWith('.svelte') && !isTest(path) && /\{@html\s/.test(read(path))
		);
		expect(printing).toEqual(['src/lib/ui/intake/Inlined.svelte']);
		const component = read('src/lib/ui/intake/Inlined.svelte');
		expect(component).toContain("browser ? '' : `<style>${rules}</style>${EXIT_SCRIPT}`");
		expect(component.match(/\{@html\s+\w+\}/g)).toEqual(['{@html inlined}']);
	});
});

describe('the guard itself', () => {
	test.each(['let a;', 'a?.b;', '() => 1;', 'import "a";', 'var a = `b`;'])('sees %s', (text) => {
		expect(notUnderstood(text, 5)).not.toBeNull();
	});

	test.each([
		'localStorage.a = 1',
		'document.cookie',
		`fetch('/a')`,
		'navigator.sendBeacon(a)',
		'new Image()',
		`setTimeout('a()', 1)`,
		'eval(a)',
		`location = 'https://a.example'`
	])('would see %s', (text) => {
		expect(forbiddenIn(text)).not.toEqual([]);
	});
});
