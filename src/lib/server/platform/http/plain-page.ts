import { direction, text, type Key } from '#lib/i18n/index.ts';

const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (words: string) => words.replace(/[&<>"]/g, (mark) => marks[mark] ?? mark);

/**
 * A page for requests that end before any page of ours is asked: texts of the catalogue, the first
 * as heading, and no style.
 */
export function plainPage(
	status: number,
	{
		language,
		title,
		keys,
		hasExit = false
	}: { language: string; title: string; keys: readonly Key[]; hasExit?: boolean }
): Response {
	const [heading = '', ...rest] = keys.map((key) => escape(text(language)(key)));
	const exit = hasExit
		? `<p><a href="/leave" rel="nofollow noreferrer">${escape(text(language)('frame.exit'))}</a></p>\n\t\t`
		: '';
	const html = `<!doctype html>
<html lang="${language}" dir="${direction(language)}">
	<head>
		<meta charset="utf-8" />
		<meta name="viewport" content="width=device-width, initial-scale=1" />
		<link rel="icon" href="data:," />
		<title>${escape(title)}</title>
	</head>
	<body>
		${exit}<h1>${heading}</h1>
		${rest.map((sentence) => `<p>${sentence}</p>`).join('\n\t\t')}
	</body>
</html>
`;
	return new Response(html, { status, headers: { 'content-type': 'text/html; charset=utf-8' } });
}
