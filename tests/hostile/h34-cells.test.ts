import { afterAll, beforeAll, expect, test } from 'vitest';
import { signedIn } from '../support/officer.ts';
import { stage, type Stage } from '../support/stage.ts';
import type { Visitor } from '../support/visitor.ts';

// A file that somebody was sent may hold cells which a spreadsheet runs. What the desk gives back of it
// is text, wherever it stands.

let at: Stage;
let officer: Visitor;
beforeAll(async () => {
	at = await stage('h34', { desk: { HEARD_WORKER: 'off' } });
	officer = await signedIn(at, at.agency.officer);
});
afterAll(() => at?.close());

const head = 'reference,intervention_on,intervention,unit,officer,deputy';
const evil = [
	'=HYPERLINK("http://x.example";"y")',
	'+1',
	'-1',
	'@SUM(A1)',
	'\t=1',
	' =2',
	'\u200B=3'
];

test('H34 the bad lines come back as text and not as formulas', async () => {
	const cells = evil.map((cell) => `"${cell.replaceAll('"', '""')}",x,x,x,x,x`);
	const reply = await officer.post('/desk/cases/import/bad-lines', {
		text: `${head}\n${cells.join('\n')}\n`
	});
	expect(reply.status).toBe(200);
	expect(reply.headers['content-type']).toBe('text/csv; charset=utf-8');
	expect(reply.headers['content-disposition']).toContain('attachment');
	expect(reply.body.split('\r\n').length).toBeGreaterThan(evil.length);
	const first = reply.body
		.split('"')
		.filter((_, index) => index % 2 === 1)
		.filter((cell) => /^[\s\p{C}]*[=+\-@\t]/u.test(cell));
	expect(first).toEqual([]);
});

test('H34 the page shows what a file holds as text, in its list and in what it keeps', async () => {
	const text = `${head}\n"</textarea><script>alert(1)</script>",x,x,x,x,x\n`;
	const reply = await officer.post('/desk/cases/import?/check', { text });
	expect(reply.status).toBe(200);
	const page = reply.body.replaceAll(/<script>[^]*?<\/script>/g, '');
	expect(page).not.toContain('<script>alert');
	expect(page).toContain('&lt;/textarea');
	expect(reply.body).not.toMatch(/<script>alert\(1\)<\/script>",x/);
});

test('H34 nobody else gets the file back, and a file of another kind gets nothing', async () => {
	const support = await signedIn(at, at.agency.supportWorker);
	const refused = await support.post('/desk/cases/import/bad-lines', { text: head });
	expect(refused.status).toBe(404);
	const empty = await officer.post('/desk/cases/import/bad-lines', {});
	expect(empty.status).toBe(404);
});
