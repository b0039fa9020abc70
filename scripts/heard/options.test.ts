import { describe, expect, test } from 'vitest';
import { readOptions } from './options.ts';

describe('the options of a command', () => {
	test('are pairs of a name and a value', () => {
		expect(readOptions(['--name', 'North Moor', '--role', 'admin'], ['name', 'role'])).toEqual({
			name: 'North Moor',
			role: 'admin'
		});
	});

	test.each([
		[['--nmae', 'x'], 'There is no option --nmae. Known are: --name, --unit.'],
		[['x'], '"x" stands alone: write --name "value", in quotes.'],
		[['--name'], '--name needs a value after it.'],
		[['--name', '--unit'], '--name needs a value after it.'],
		[['--unit', 'x'], /^Missing: --name\. See /]
	])('%j: the sentence says what to do', (words, sentence) => {
		expect(readOptions(words, ['name', 'unit?'])).toEqual(expect.stringMatching(sentence));
	});

	test('are none for a command that takes none', () => {
		expect(readOptions([], [])).toEqual({});
		expect(readOptions(['--x', 'y'], [])).toMatch(/^This command takes no options/);
	});
});
