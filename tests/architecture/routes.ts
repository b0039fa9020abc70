import { posix } from 'node:path';
import ts from 'typescript';
import { scriptsOf, visit } from './source/parse.ts';
import { filesIn, read, root } from './source/project.ts';

export type Route = {
	/** As Kit writes it, without the names of groups. */
	address: string;
	zone: 'intake' | 'desk' | 'both';
	/** In alphabetical order. Kit answers HEAD wherever it answers GET. */
	methods: string[];
	/** Names of the form actions behind POST. */
	actions: string[];
};

const verbs = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'fallback']);

/** Every address that the folders below `src/routes` make, in alphabetical order. */
export function routesOf(base = root): Route[] {
	const folders = Map.groupBy(
		filesIn(base, 'src/routes').filter((path) =>
			/^\+(page(\.server)?|server)\.(ts|js|svelte)$/.test(posix.basename(path))
		),
		(path) => posix.dirname(path)
	);
	return [...folders]
		.map(([folder, files]) => routeOf(folder, files, base))
		.toSorted((a, b) => (a.address < b.address ? -1 : 1));
}

function routeOf(folder: string, files: string[], base: string): Route {
	const id = folder.replace(/^src\/routes/, '');
	const methods = new Set<string>();
	const actions: string[] = [];
	for (const path of files) {
		const text = read(path, base);
		const isPage = posix.basename(path).startsWith('+page');
		if (isPage) methods.add('GET').add('HEAD');
		if (posix.basename(path) === '+page.server.ts') actions.push(...actionsIn(path, text));
		if (isPage) continue;
		for (const name of exportsOf(path, text)) if (verbs.has(name)) methods.add(name);
		if (methods.has('GET')) methods.add('HEAD');
	}
	if (actions.length > 0) methods.add('POST');
	return {
		address: id.replaceAll(/\/\([^)]+\)/g, '') || '/',
		zone: id.startsWith('/(intake)') ? 'intake' : /^\/desk(\/|$)/.test(id) ? 'desk' : 'both',
		methods: [...methods].toSorted(),
		actions: actions.toSorted()
	};
}

/** The names that a file exports. */
export function exportsOf(path: string, text: string): string[] {
	const names: string[] = [];
	for (const script of scriptsOf(path, text)) {
		for (const statement of script.statements) {
			if (ts.isExportDeclaration(statement) && statement.exportClause) {
				if (!ts.isNamedExports(statement.exportClause)) continue;
				names.push(...statement.exportClause.elements.map((one) => one.name.text));
			}
			if (!ts.canHaveModifiers(statement)) continue;
			const isExported = ts
				.getModifiers(statement)
				?.some((one) => one.kind === ts.SyntaxKind.ExportKeyword);
			if (!isExported) continue;
			if (ts.isVariableStatement(statement)) {
				names.push(...statement.declarationList.declarations.map((one) => one.name.getText()));
			} else if (ts.isFunctionDeclaration(statement) && statement.name) {
				names.push(statement.name.text);
			}
		}
	}
	return names;
}

function actionsIn(path: string, text: string): string[] {
	const names: string[] = [];
	for (const script of scriptsOf(path, text)) {
		visit(script, (node) => {
			if (!ts.isVariableDeclaration(node) || node.name.getText() !== 'actions') return;
			let value = node.initializer;
			while (value && (ts.isSatisfiesExpression(value) || ts.isAsExpression(value))) {
				value = value.expression;
			}
			if (!value || !ts.isObjectLiteralExpression(value)) return;
			names.push(...value.properties.map((one) => one.name?.getText() ?? '…'));
		});
	}
	return names;
}
