import { posix } from 'node:path';
import ts from 'typescript';
import { placeOf, scriptsOf, visit } from './parse.ts';

export type Import = {
	/** As written. */
	specifier: string;
	/** Path of a file of the project, or the name as written for a package or a module of Node or Kit. */
	target: string;
	isLocal: boolean;
	/** `dynamic`: only when the code gets there. `type`: gone before the code runs. */
	kind: 'static' | 'dynamic' | 'type';
	/** `path:line`. */
	at: string;
};

/** What a file imports, by what is written in it. Types that SvelteKit generates are left out. */
export function importsOf(path: string, text: string): Import[] {
	const found: Import[] = [];
	for (const script of scriptsOf(path, text)) {
		visit(script, (node) => {
			const written = specifierOf(node);
			if (!written || written.specifier.endsWith('/$types')) return;
			found.push({ ...written, ...resolve(path, written.specifier), at: placeOf(node) });
		});
	}
	return found;
}

/** Imports whose target is only known when the code runs: no test can follow those. */
export function blindImports(path: string, text: string): string[] {
	const found: string[] = [];
	for (const script of scriptsOf(path, text)) {
		visit(script, (node) => {
			const isBlind =
				(isImportCall(node) && !literal(node.arguments[0])) ||
				(ts.isPropertyAccessExpression(node) && node.getText() === 'import.meta.glob');
			if (isBlind) found.push(placeOf(node));
		});
	}
	return found;
}

function specifierOf(node: ts.Node): Pick<Import, 'specifier' | 'kind'> | null {
	if (ts.isImportDeclaration(node)) {
		const isType = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
		return written(node.moduleSpecifier, isType ? 'type' : 'static');
	}
	if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
		return written(node.moduleSpecifier, node.isTypeOnly ? 'type' : 'static');
	}
	if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
		return written(node.argument.literal, 'type');
	}
	return isImportCall(node) ? written(node.arguments[0], 'dynamic') : null;
}

function written(node: ts.Node | undefined, kind: Import['kind']) {
	const specifier = literal(node);
	return specifier === null ? null : { specifier, kind };
}

function literal(node: ts.Node | undefined): string | null {
	return node && ts.isStringLiteralLike(node) ? node.text : null;
}

function isImportCall(node: ts.Node): node is ts.CallExpression {
	return ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
}

function resolve(path: string, specifier: string): Pick<Import, 'target' | 'isLocal'> {
	const file = specifier.replace(/\?.*$/, '');
	if (file.startsWith('.')) {
		return { isLocal: true, target: posix.join(posix.dirname(path), file) };
	}
	if (file.startsWith('#lib/') || file.startsWith('$lib/')) {
		return { isLocal: true, target: `src/lib/${file.slice(5)}` };
	}
	return { isLocal: false, target: file };
}
