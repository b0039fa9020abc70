import ts from 'typescript';
import { scriptsOf, visit } from './source/parse.ts';

/** `H01`, `F16`, `L7`, `A03`. */
const id = /\b([HFA]\d\d|L\d\d?)\b/g;

/** The ids that have a row of their own in the tables of the threat model. */
export function idsIn(model: string): string[] {
	return [...model.matchAll(/^\| ([HFA]\d\d|L\d\d?) \|/gm)].map(([, found = '']) => found);
}

/** The ids that a control of section 2 (`| T1 | … |`) names as its test. */
export function namedByControls(model: string): string[] {
	const controls = model.split('\n').filter((line) => /^\| T\d+ \|/.test(line));
	return controls.flatMap((line) => line.split('|').at(-2)?.match(id) ?? []);
}

/** The ids that names of tests carry. A test that is skipped, or only planned, carries nothing. */
export function carriedBy(path: string, text: string): string[] {
	const found: string[] = [];
	for (const script of scriptsOf(path, text)) {
		visit(script, (node) => {
			if (!ts.isCallExpression(node) || !isTest(node.expression)) return;
			const [name] = node.arguments;
			if (name) found.push(...(name.getText().match(id) ?? []));
		});
	}
	return found;
}

/** `test(…)`, `it.each(…)(…)`, `describe.concurrent(…)` and their kin. */
function isTest(called: ts.Expression): boolean {
	const words = called.getText().match(/^(test|it|describe)\b((\.\w+)*)/);
	return words !== null && !/\.(skip|todo|skipIf|fixme|fails)\b/.test(words[2] ?? '');
}
