import ts from 'typescript';

/** One piece of script of a file, parsed. Lines are those of the file. */
export type Script = ts.SourceFile;

/**
 * The script of a `.ts` or `.js` file, or the script blocks of a `.svelte` file. Other files have none.
 */
export function scriptsOf(path: string, text: string): Script[] {
	if (/\.[cm]?[jt]s$/.test(path)) return [parse(path, text)];
	if (!path.endsWith('.svelte')) return [];
	return [...text.matchAll(/(<script\b[^>]*>)([\s\S]*?)<\/script>/g)].map((found) => {
		const [, tag = '', script = ''] = found;
		const before = text.slice(0, found.index + tag.length);
		return parse(path, before.replace(/[^\n]/g, ' ') + script);
	});
}

function parse(path: string, text: string): Script {
	return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
}

/** Calls `see` for every node of the script. */
export function visit(script: Script, see: (node: ts.Node) => void): void {
	const step = (node: ts.Node) => {
		see(node);
		ts.forEachChild(node, step);
	};
	step(script);
}

/** Where a node begins, as `path:line`. */
export function placeOf(node: ts.Node): string {
	const script = node.getSourceFile();
	const { line } = script.getLineAndCharacterOfPosition(node.getStart());
	return `${script.fileName}:${line + 1}`;
}

/** The text of a string or of a template, with `${…}` where something is put in; else null. */
export function textOf(node: ts.Node): string | null {
	if (ts.isStringLiteralLike(node)) return node.text;
	if (!ts.isTemplateExpression(node)) return null;
	return node.templateSpans.reduce(
		(text, span) => `${text}\${…}${span.literal.text}`,
		node.head.text
	);
}
