import ts from 'typescript';
import { appFiles, graphOf } from './graph.ts';
import { placeOf, scriptsOf, visit } from './parse.ts';
import { read, root } from './project.ts';

/** Whether a node is what is looked for. */
export type Sought = (node: ts.Node) => boolean;

/** `path:line` of what is found in the script of a file. */
export function findIn(path: string, text: string, isSought: Sought): string[] {
	const found: string[] = [];
	for (const script of scriptsOf(path, text)) {
		visit(script, (node) => {
			if (isSought(node)) found.push(placeOf(node));
		});
	}
	return found;
}

/** The same in the whole app, without the files that `isAllowed` names. Tests are no part of the app. */
export function findInApp(isSought: Sought, isAllowed: (path: string) => boolean): string[] {
	return appFiles(graphOf(root))
		.filter((path) => !isAllowed(path))
		.flatMap((path) => findIn(path, read(path), isSought));
}

/** `object.property` or `object['property']`. */
export function isMember(node: ts.Node, object: string, properties: readonly string[]): boolean {
	if (ts.isPropertyAccessExpression(node)) {
		return node.expression.getText() === object && properties.includes(node.name.text);
	}
	return (
		ts.isElementAccessExpression(node) &&
		node.expression.getText() === object &&
		ts.isStringLiteralLike(node.argumentExpression) &&
		properties.includes(node.argumentExpression.text)
	);
}

/** `import { name } from 'module'`, under whatever name. */
export function isTaken(
	node: ts.Node,
	from: RegExp,
	names: readonly string[]
): node is ts.ImportDeclaration {
	if (!ts.isImportDeclaration(node) || !ts.isStringLiteral(node.moduleSpecifier)) return false;
	const named = node.importClause?.namedBindings;
	if (!from.test(node.moduleSpecifier.text) || !named || !ts.isNamedImports(named)) return false;
	return named.elements.some((one) => names.includes((one.propertyName ?? one.name).text));
}
