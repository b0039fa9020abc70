import { createHash } from 'node:crypto';
import { afterAll, beforeAll, test } from 'vitest';
import { appendFileSync } from 'node:fs';
import { taped, type Taped } from '../support/taped.ts';
import { raw } from '../support/raw.ts';
import { Visitor, type Reply } from '../support/visitor.ts';
let t: Taped;
beforeAll(async () => { t = await taped('probe'); });
afterAll(() => t?.close());
const show = (label: string, r: Reply, n = 0) => appendFileSync('/tmp/probe/out.txt', `${label.padEnd(60)} ${r.status} ${createHash('sha256').update(r.body).digest('hex').slice(0,8)} ${r.location ?? ''} ${r.headers['content-type'] ?? '-'} cc=${r.headers['cache-control'] ?? '-'} etag=${r.headers.etag ?? '-'} coop=${r.headers['cross-origin-opener-policy'] ?? '-'} csp=${(r.headers['content-security-policy'] ?? '-').length} ${r.headers['set-cookie'] ?? ''} q=${t.tapes.intake.statements().length}/${t.tapes.desk.statements().length} ${n ? r.body.slice(0, n) : ''}\n`);
test('probe', async () => {
	const l = await t.link();
	const v = t.stranger(1);
	const go = async (label: string, p: Promise<Reply>, n = 0) => show(label, await p, n);
	const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
	for (const p of [l.path, '/nothing', '/c', '/leave', '/robots.txt', '/healthz', '/', `${l.path}/`, `${l.path}/__data.json`, `/${l.path}`, `${l.path}?x-sveltekit-invalidated=1`, '/l/%zz', '/l/%E9', '/l/%00', '/l/%C3%A9', '/l', '/l/', '/%6c/abc', '/%zz', '/l/a%2fb', '/_app/version.json', '/desk/login', '/help/phone', `${l.path}?/default`, `${l.path}?lang=de&lang=en`, `${l.path}%0d%0aX:1`, '/l/x.html__data.json', '/leave?x-sveltekit-invalidated=1', '/c?x-sveltekit-invalidated=1', '/l/' + 'a'.repeat(12000)]) {
		await t.tapes.intake.during(async () => go(`GET ${p.slice(0,50)}`, v.get(p)));
		await t.tapes.intake.during(async () => go(`HEAD ${p.slice(0,50)}`, v.ask(p, { method: 'HEAD' })));
		await t.tapes.intake.during(async () => go(`POST ${p.slice(0,50)}`, v.post(p, {})));
	}
	for (const m of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE']) await go(`${m} l`, v.ask(l.path, { method: m, headers: form }));
	await go('POST l ?/nosuch', v.post(`${l.path}?/nosuch`, {}), 0);
	await go('POST l action hdr', v.post(l.path, {}, { headers: { 'x-sveltekit-action': 'true', Accept: 'application/json' } }));
	await go('GET l err hdr', v.get(l.path, { headers: { 'x-sveltekit-error': '1' } }));
	await go('POST l json', v.post(l.path, {}, { headers: { 'Content-Type': 'application/json' } }), 0);
	await go('POST l evil', v.post(l.path, {}, { headers: { Origin: 'https://evil.example' } }));
	await go('POST l big', v.post(l.path, { pin: 'x'.repeat(70000) }));
	await go('POST c big no visit', v.post('/c', { pin: 'x'.repeat(70000) }));
	const o = t.app.intake.origin;
	const h = 'Host: x\r\nConnection: close\r\n';
	await go('raw chunked big', raw(o, `POST ${l.path} HTTP/1.1\r\n${h}Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n${('4000\r\n' + 'a'.repeat(0x4000) + '\r\n').repeat(8)}0\r\n\r\n`));
	await go('raw garbage', raw(o, `GARBAGE\r\n\r\n`));
	await go('raw http/1.0 nohost', raw(o, `GET /c HTTP/1.0\r\n\r\n`));
	await go('raw absolute', raw(o, `GET http://evil.example${l.path} HTTP/1.1\r\n${h}\r\n`));
	await go('raw star', raw(o, `OPTIONS * HTTP/1.1\r\n${h}\r\n`));
	await go('raw nul', raw(o, `GET /l/a\0b HTTP/1.1\r\n${h}\r\n`));
	await go('raw eacute', raw(o, Buffer.from(`GET /l/aéb HTTP/1.1\r\n${h}\r\n`)));
	await go('raw eacute latin1', raw(o, Buffer.from(`GET /l/aéb HTTP/1.1\r\n${h}\r\n`, 'latin1')));
	await go('raw 1MB', raw(o, `GET /l/${'a'.repeat(1_000_000)} HTTP/1.1\r\n${h}\r\n`));
	await go('raw 1MB post', raw(o, `POST /l/${'a'.repeat(1_000_000)} HTTP/1.1\r\n${h}\r\n`));
	await go('raw big header', raw(o, `GET /c HTTP/1.1\r\n${h}Cookie: __Host-v=${'a'.repeat(30_000)}\r\n\r\n`));
	await go('raw expect', raw(o, `GET /c HTTP/1.1\r\n${h}Expect: tea\r\n\r\n`));
	await go('raw connect', raw(o, `CONNECT x:1 HTTP/1.1\r\n${h}\r\n`));
	await go('raw upgrade', raw(o, `GET /c HTTP/1.1\r\n${h.replace('close', 'Upgrade')}Upgrade: websocket\r\nContent-Length: 0\r\n\r\n`.replace('Upgrade\r\n', 'Upgrade\r\n')).then((r) => r));
}, 60_000);
test('desk', async () => {
	const d = new Visitor(t.app.desk.origin);
	d.headers = { 'x-forwarded-for': '198.18.9.1' };
	const go = async (label: string, p: Promise<Reply>, n = 0) => show('desk ' + label, await p, n);
	for (const p of ['/', '/nothing', '/desk', '/desk/login', '/desk/nothing', '/desk/queue', '/robots.txt', '/healthz', '/_app/version.json', '/_app/env.js', '/l/abc', '/c', '/leave', '/desk/%zz', '/desk/login/', '/desk/queue/__data.json', '/desk/login/__data.json', '/_app/immutable/nope.js']) {
		await go(`GET ${p}`, d.get(p)); await go(`HEAD ${p}`, d.ask(p, { method: 'HEAD' })); await go(`POST ${p}`, d.post(p, {}));
	}
	await go('POST login json', d.post('/desk/login', {}, { headers: { 'Content-Type': 'application/json' } }), 0);
	await go('POST login evil', d.post('/desk/login', {}, { headers: { Origin: 'https://evil.example' } }), 0);
	await go('POST login absent', d.ask('/desk/login', { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }), 0);
	await go('POST login big', d.post('/desk/login', { a: 'x'.repeat(600_000) }));
	const { email, password } = t.agency.officer;
	await go('POST login ok', d.post('/desk/login', { email, password }));
	const caseId = await t.world.case(t.agency);
	for (const p of ['/desk', '/desk/login', '/desk/nothing', '/desk/queue', '/desk/cases', `/desk/cases/${caseId}`, `/desk/cases/${caseId}/links/new`, `/desk/concerns/${caseId}`, '/desk/queue/__data.json', '/desk/logout']) {
		await go(`in GET ${p}`, d.get(p)); await go(`in POST ${p}`, d.post(p, {}, { cookies: p !== '/desk/logout' }));
	}
	const r = await d.post('/desk/logout', {}); show('logout', r); appendFileSync('/tmp/probe/out.txt', JSON.stringify(r.raw, null, 1) + '\n' + JSON.stringify((await t.stranger(1).get('/nothing')).raw, null, 1));
	appendFileSync('/tmp/probe/out.txt', '\n' + t.app.printed().split('\n').filter((x) => x.includes('failed')).slice(0, 5).join('\n'));
}, 60_000);
