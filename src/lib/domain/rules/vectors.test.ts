import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { RULESET_VERSION, assess, silence } from './index.ts';
import type { Assessment, Input, SilenceInput } from './index.ts';
import { QUESTIONNAIRE_VERSION } from '../questionnaire/index.ts';

const severity = z.enum(['critical', 'high', 'medium', 'low', 'label']);
const vectors = z.object({
	ruleset: z.string(),
	questionnaire: z.string(),
	cases: z.array(
		z.object({
			name: z.string(),
			// left as it is: the rules themselves must cope with members left out
			input: z.union([
				z.custom<SilenceInput>(
					(input) => z.object({ checkIn: z.object() }).safeParse(input).success
				),
				z.custom<Input>()
			]),
			expect: z.object({
				flags: z.array(z.object({ code: z.string(), severity })),
				overall: z.string()
			})
		})
	)
});

const copy = new URL('./rule-cases.json', import.meta.url);
const shared = new URL('../../../../../shared/spec/rule-cases.json', import.meta.url);
const source = existsSync(shared) ? shared : copy;

function parsed(file: URL): unknown {
	return JSON.parse(readFileSync(file, 'utf8'));
}

const { ruleset, questionnaire, cases } = vectors.parse(parsed(source));

function evaluate(input: Input | SilenceInput): Assessment {
	return 'checkIn' in input ? silence(input) : assess(input);
}

function asSet(flags: { code: string; severity: string }[]): string[] {
	return flags.map(({ code, severity }) => `${code}:${severity}`).toSorted();
}

describe('the agreed cases', () => {
	test.each(cases)('$name', ({ input, expect: expected }) => {
		const first = evaluate(input);
		const second = evaluate(structuredClone(input));

		expect(asSet(first.flags)).toEqual(asSet(expected.flags));
		expect(first.overall).toBe(expected.overall);
		expect(second).toEqual(first);
	});

	test('are for this ruleset and this questionnaire', () => {
		expect(ruleset).toBe(RULESET_VERSION);
		expect(questionnaire).toBe(QUESTIONNAIRE_VERSION);
	});

	test.runIf(source === shared)('are the same in the project as in the specification', () => {
		expect(parsed(copy)).toEqual(parsed(shared));
	});
});
