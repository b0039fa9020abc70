import process from 'node:process';
import { expect, test, vi } from 'vitest';
import { importCases } from './import-cases.ts';

const who = ['--agency', 'Northmoor', '--as', 'vale@northmoor.example'];

test.each([
	['a file that is not there', ['/nowhere/cases.csv', ...who], /no such file/i],
	['a folder', ['/', ...who], /no file/i],
	['an option that nobody knows', ['cases.csv', ...who, '--dryrun'], /^import cases <file.csv>/],
	['an option without its value', ['cases.csv', '--agency'], /^import cases <file.csv>/],
	['nothing', [], /^import cases <file.csv>/]
])('%s is answered with a sentence', async (_, args, sentence) => {
	const said = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
	expect(await importCases(args)).toBe(2);
	expect(said.mock.calls.join('')).toMatch(sentence);
	said.mockRestore();
});
