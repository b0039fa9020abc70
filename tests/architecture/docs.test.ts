import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { filesIn, read, root } from './source/project.ts';

// Who reads these pages has nobody to ask: what they point to must be there.

const pages = ['README.md', 'CHANGELOG.md', ...filesIn(root, 'docs')].filter((path) =>
	path.endsWith('.md')
);
const decisions = pages.filter((path) => path.startsWith('docs/decisions/'));

describe('the pages of documentation', () => {
	test.each(pages)('%s points to nothing that is not there', (page) => {
		const targets = [...read(page).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, target = '']) =>
			posix.join(posix.dirname(page), target)
		);
		expect(targets.filter((target) => !existsSync(posix.join(root, target)))).toEqual([]);
	});

	test('every command of package.json leads to a script', () => {
		const { scripts } = z
			.object({ scripts: z.record(z.string(), z.string()) })
			.parse(JSON.parse(read('package.json')));
		const missing = Object.entries(scripts).filter(([, command]) => {
			const [, , file = ''] = command.split(' ');
			return !file.startsWith('node_modules/') && !existsSync(posix.join(root, file));
		});
		expect(missing.map(([name]) => name)).toEqual([]);
	});

	test('every decision that the code names is there', () => {
		const named = filesIn(root, 'src', 'scripts', 'tests', 'docs')
			.filter((path) => /\.(ts|js|mjs|svelte|md)$/.test(path))
			.flatMap((path) => [...read(path).matchAll(/docs\/decisions\/(\d{4})/g)])
			.map(([, number = '']) => number);
		expect(named.length).toBeGreaterThan(3);
		const known = decisions.map((path) => posix.basename(path).slice(0, 4));
		expect([...new Set(named)].filter((number) => !known.includes(number))).toEqual([]);
	});
});

describe('the decisions', () => {
	test('are numbered without a gap', () => {
		const numbers = decisions.map((path) => Number(posix.basename(path).slice(0, 4)));
		expect(numbers).toEqual(decisions.map((_, index) => index + 1));
	});

	test.each(decisions)('%s says when, why, what follows and what would change it', (path) => {
		const text = read(path);
		const number = posix.basename(path).slice(0, 4);
		expect(text).toMatch(
			new RegExp(`^# ${number} .+\n\nDate: \\d{4}-\\d\\d-\\d\\d · Status: \\w+`)
		);
		expect([...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual([
			'Context',
			'Decision',
			'Consequences',
			'What would change our mind'
		]);
		expect(text.split('\n').length, 'half a page').toBeLessThan(45);
	});
});
