import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { auditEvents } from '#lib/domain/audit-events/index.ts';
import { events as logEvents } from '#lib/server/platform/log.ts';
import { scriptsOf, visit } from './source/parse.ts';
import { filesIn, isTest, read, root } from './source/project.ts';

// What the trail says about a person's safety is read in court years later. A name that nothing
// records promises more than there is; a text in it would hold somebody's words for ever.

const home = 'src/lib/domain/audit-events/';
const code = filesIn(root, 'src', 'scripts').filter(
	(path) => /\.(ts|svelte)$/.test(path) && !path.startsWith(home) && !isTest(path)
);
const declared = Object.keys(auditEvents);

describe('the events of the audit trail', () => {
	test('each declared one is recorded somewhere', () => {
		const texts = code.flatMap((path) => textsIn(path, read(path)));
		const unused = declared.filter((name) => !texts.some((text) => mayBe(text, name)));
		expect(unused, 'Record it where it happens, or take it away while nobody has it yet.').toEqual(
			[]
		);
	});

	test('each recorded one is declared', () => {
		const known = new Set<string>([...declared, ...logEvents]);
		const recorded = code.flatMap((path) => recordedIn(path, read(path)));
		expect(recorded.length).toBeGreaterThan(declared.length / 2);
		expect(recorded.filter((name) => !known.has(name))).toEqual([]);
	});

	test('no event holds free text: ids, numbers of ours and closed lists only', () => {
		const free = Object.entries(auditEvents).flatMap(([name, event]) =>
			Object.entries(event.shape)
				.filter(([, value]) => isFree(value))
				.map(([key]) => `${name}: ${key}`)
		);
		expect(
			free,
			'Say it with an id or with z.enum: what is written here stays and is read.'
		).toEqual([]);
	});

	test('every name is a subject and what happened to it', () => {
		expect(declared.filter((name) => !/^[a-z_]+\.[a-z_]+$/.test(name))).toEqual([]);
	});
});

describe('the guard itself', () => {
	test('sees an event in a call, and one of two in a template', () => {
		const text = 'record({ event: "a.b" }); const event = late ? `c.d` : (`c.${end}` as const);';
		expect(recordedIn('src/a.ts', text)).toEqual(['a.b']);
		const texts = textsIn('src/a.ts', text);
		expect(['c.d', 'c.sent'].every((name) => texts.some((one) => mayBe(one, name)))).toBe(true);
		expect(texts.some((one) => mayBe(one, 'e.f'))).toBe(false);
	});

	test.each([
		['a text', z.string()],
		['a text that may be missing', z.string().optional()],
		['a list of texts', z.array(z.string().max(10))],
		['anything', z.unknown()]
	])('sees %s', (_, value) => {
		expect(isFree(value)).toBe(true);
	});

	test.each([
		['an id', z.uuid().brand('X')],
		['a list of ids', z.array(z.uuid())],
		['a closed list', z.enum(['a', 'b']).nullable()],
		['yes or no', z.boolean()],
		['a text of a shape', z.string().regex(/^\/[a-z]+$/)]
	])('lets %s pass', (_, value) => {
		expect(isFree(value)).toBe(false);
	});
});

/** The values of `event:` that are written out. */
function recordedIn(path: string, text: string): string[] {
	const found: string[] = [];
	for (const script of scriptsOf(path, text)) {
		visit(script, (node) => {
			if (!ts.isPropertyAssignment(node) || node.name.getText() !== 'event') return;
			if (ts.isStringLiteralLike(node.initializer)) found.push(node.initializer.text);
		});
	}
	return found;
}

/** Every text, with a star for what a template puts in. */
function textsIn(path: string, text: string): string[] {
	const found: string[] = [];
	for (const script of scriptsOf(path, text)) {
		visit(script, (node) => {
			if (ts.isStringLiteralLike(node)) found.push(node.text);
			if (!ts.isTemplateExpression(node)) return;
			found.push(
				[node.head, ...node.templateSpans.map((span) => span.literal)]
					.map((one) => one.text)
					.join('*')
			);
		});
	}
	return found;
}

/** Whether a text can be this name. A template must at least name the subject. */
function mayBe(text: string, name: string): boolean {
	const [head = '', ...rest] = text.split('*');
	if (rest.length === 0) return text === name;
	return head.includes('.') && name.startsWith(head) && name.endsWith(rest.at(-1) ?? '');
}

function isFree(value: z.core.$ZodType): boolean {
	if (value instanceof z.ZodNullable || value instanceof z.ZodOptional) {
		return isFree(value.unwrap());
	}
	if (value instanceof z.ZodArray) return isFree(value.element);
	if (value instanceof z.ZodEnum || value instanceof z.ZodLiteral) return false;
	if (value instanceof z.ZodBoolean || value instanceof z.ZodNumber) return false;
	// z.uuid() and its kin, and a text that a pattern of ours bounds
	if (value instanceof z.ZodStringFormat) return false;
	return !(value instanceof z.ZodString && value.format === 'regex');
}
