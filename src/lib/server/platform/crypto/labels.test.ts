import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { labels } from './labels.ts';

const all = Object.values(labels);
const sources = globSync('**/*.ts', { cwd: import.meta.dirname })
	.filter((file) => !file.endsWith('.test.ts'))
	.map((file) => ({ file, text: readFileSync(`${import.meta.dirname}/${file}`, 'utf8') }));
const filesWith = (pattern: RegExp) =>
	sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file);

describe('labels', () => {
	it('are given to one use each', () => {
		expect(new Set(all).size).toBe(all.length);
	});

	it.each(all)('%s names a thing and a version', (label) => {
		expect(label).toMatch(/^heard\/[a-z]+(-[a-z]+)*\/[1-9]$/);
	});

	it('are written in one file only', () => {
		expect(filesWith(/['"`]heard\//)).toEqual(['labels.ts']);
	});
});

describe('what intake may import', () => {
	const harmless = sources.filter(({ file }) => !/^(open|keys)\//.test(file));

	it('never reaches the half that opens', () => {
		expect(harmless.length).toBeGreaterThan(10);
		expect(harmless.filter(({ text }) => /from '[^']*\b(open|keys)\//.test(text))).toEqual([]);
	});

	it('makes no recipient context: one file does', () => {
		expect(filesWith(/createRecipientContext/)).toEqual(['open/recipient.ts']);
	});
});
