import { direction, text } from '#lib/i18n/index.ts';

const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (words: string) => words.replace(/[&<>"]/g, (mark) => marks[mark] ?? mark);

/**
 * A page for requests that end before any page of ours: two sentences of the catalogue, no style.
 * `title` is the neutral cover word on intake.
 */
export function plainPage({
	status,
	language,
	title,
	keys
}: {
	status: number;
	language: string;
	title: string;
	keys: { heading: string; text: string };
}): Response {
	const t = text(language);
	const html = `<!doctype html>
<html lang="${language}" dir="${direction(language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><title>${escape(title)}</title></head>
<body><h1>${escape(t(keys.heading))}</h1><p>${escape(t(keys.text))}</p></body>
</html>
`;
	return new Response(html, { status, headers: { 'content-type': 'text/html; charset=utf-8' } });
}
