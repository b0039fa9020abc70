import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');
const desk = read('../tokens.css');
const hers = readdirSync(new URL('./style', import.meta.url))
	.map((file) => read(`./style/${file}`))
	.join('\n');

/** All values of each colour in a stylesheet, light before dark. */
function colours(css: string): Map<string, string[]> {
	const found = new Map<string, string[]>();
	for (const [, name = '', value = ''] of css.matchAll(/(--[\w-]+):\s*(#\w+)/g)) {
		found.set(name, [...(found.get(name) ?? []), value]);
	}
	return found;
}

describe('the short copy of the colours in her pages', () => {
	test('is the same as the tokens, light and dark', () => {
		const tokens = colours(desk);
		expect(colours(hers).size).toBeGreaterThan(8);
		for (const [name, values] of colours(hers)) {
			// tokens have a third set, for print
			expect(tokens.get(name)?.slice(0, values.length), name).toEqual(values);
		}
	});

	test('holds all colours: a browser that knows no variables drops all of them together', () => {
		const rules = hers.replace(/\/\*[\s\S]*?\*\//g, '').replace(/--[\w-]+:[^;]+;/g, '');
		expect(
			rules.match(/#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|color)a?\(|\b(?:white|black|red)\b(?!-)/gi)
		).toBeNull();
	});
});
