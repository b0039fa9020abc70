import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signedIn } from '../support/officer.ts';
import { raw } from '../support/raw.ts';
import { stage, type Stage } from '../support/stage.ts';
import { concernsIn, toldIn } from '../support/told.ts';
import { Visitor, type Reply } from '../support/visitor.ts';

// A line break in what comes in must never become a line of ours: not of a header, not of the log.
// No mail is written yet.

let at: Stage;
const replies: [what: string, reply: Reply][] = [];

beforeAll(async () => {
	at = await stage('h36', {
		intake: { ADDRESS_HEADER: 'x-forwarded-for', XFF_DEPTH: '1' },
		desk: { ADDRESS_HEADER: 'x-forwarded-for', XFF_DEPTH: '1' }
	});
});
afterAll(() => at?.close());

const from = { 'x-forwarded-for': '198.18.1.7' };
const line = 'x-planted: yes';
const logLine = '{"level":30,"event":"planted"}';
/** Every way to end a line that something on the way could understand. */
const ends = ['\r\n', '\n', '\r', '\u0085', '\u2028', '\v', '\f', '\u0000'];
const planted = ends.map((end) => `a${end}${line}${end}${end}${logLine}${end}`);
const inPath = planted.map((text) => encodeURIComponent(text));

async function keep(what: string, reply: Promise<Reply>): Promise<Reply> {
	const got = await reply;
	replies.push([what, got]);
	return got;
}

function visitor(surface: 'intake' | 'desk'): Visitor {
	const one = new Visitor(at.app[surface].origin);
	one.headers = from;
	return one;
}

async function atIntake(): Promise<void> {
	const someone = visitor('intake');
	for (const text of inPath) {
		for (const path of [
			`/l/${text}`,
			`/l/${'a'.repeat(32)}?lang=${text}`,
			`/l/${'a'.repeat(32)}?${text}=1`,
			`/help/1?lang=${text}`,
			`/help/${text}`,
			`/leave?to=${text}`,
			`/leave/${text}`,
			`/c?lang=${text}`,
			`/${text}`
		]) {
			await keep(`GET ${path}`, someone.get(path));
		}
	}
	for (const text of planted) {
		await keep('a code', someone.post(`/l/${'a'.repeat(32)}`, { pin: text, lang: text }));
	}
	const { victim } = await at.someone();
	victim.headers = from;
	await victim.opens();
	await victim.goesOn({ CN0: 'yes', CN1: 'both', CN2: 'yes', V1: '4' }, { until: 'V2' });
	for (const text of planted) {
		await keep('an unknown button', victim.post('/c', { q: 'V2', V2: 'x', do: text }));
		await keep('an unknown question', victim.post('/c', { q: text, do: 'continue' }));
		await keep('a language', victim.post('/c', { q: 'V2', lang: text }));
		await keep('a name', victim.post('/c', { q: 'V2', [text]: text, do: 'nothing' }));
		await keep(
			'a cookie',
			someone.get('/c', { headers: { Cookie: `__Host-v=${encodeURIComponent(text)}` } })
		);
	}
}

async function atDesk(): Promise<void> {
	const someone = visitor('desk');
	for (const text of planted) {
		await keep('a sign-in', someone.post('/desk/login', { email: text, password: text }));
	}
	const officer = await signedIn(at, at.agency.officer);
	for (const text of inPath) {
		for (const path of [
			`/desk/login?ended=${text}`,
			`/desk/queue?lane=${text}&filter=${text}&after=${text}`,
			`/desk/cases/${text}`,
			`/desk/cases?after=${text}`,
			`/desk/concerns/${text}?lane=${text}`,
			`/desk/${text}`
		]) {
			await keep(`GET ${path}`, officer.get(path));
		}
		await keep('no session', someone.get(`/desk/queue?lane=${text}`));
	}
	const caseId = await at.world.case(at.agency);
	for (const text of planted) {
		const form = { language: text, hours: text, id: text, one_hand: text };
		await keep('a new link', officer.post(`/desk/cases/${caseId}/links/new`, form));
		await keep('a revoked link', officer.post(`/desk/cases/${caseId}?/revoke`, { link: text }));
	}
}

/** Headers that no client library sends: bare ends of lines, lines that go on in the next. */
async function inHeaders(): Promise<void> {
	for (const surface of ['intake', 'desk'] as const) {
		const path = surface === 'intake' ? '/c' : '/desk/queue';
		const names = [
			'Accept-Language',
			'User-Agent',
			'Referer',
			'Origin',
			'X-Forwarded-For',
			'Cookie'
		];
		for (const name of names) {
			for (const between of ['\n', '\r', '\r\n ', '\r\n\t', '\u0085', '%0d%0a', '\\r\\n']) {
				const request = `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${name}: en${between}${line}${between}${logLine}\r\n\r\n`;
				await keep(
					`${surface} ${name} ${JSON.stringify(between)}`,
					raw(at.app[surface].origin, Buffer.from(request, 'latin1'))
				);
			}
		}
	}
}

const injected = ([, { raw: headers, body }]: [string, Reply]) =>
	headers.some(
		([name, value]) =>
			/planted/i.test(`${name}: ${value}`) || /[\r\n\v\f\0]/.test(`${name}${value}`)
	) || /^x-planted: yes/im.test(body.split('<', 1)[0] ?? '');

describe('H36 a line break from outside', () => {
	test('H36 makes no header on any answer, wherever it stands in a request', async () => {
		await atIntake();
		await atDesk();
		await inHeaders();
		expect(replies.filter(injected).map(([what]) => what)).toEqual([]);
		// what is looked for can be found
		const found: Reply = {
			status: 200,
			headers: {},
			raw: [['x-planted', 'yes']],
			body: '',
			location: null
		};
		expect(injected(['planted', found])).toBe(true);
	});

	test('H36 leads nobody elsewhere: each redirect is one of ours', () => {
		const allowed = [
			'/c',
			'/desk',
			'/desk/queue',
			'/desk/login',
			'/desk/login?ended',
			'/desk/login/factor'
		];
		const exit = /^https:\/\/[a-z./-]+$/;
		const led = replies.flatMap(([, { location }]) => (location === null ? [] : [location]));
		expect(led.length).toBeGreaterThan(0);
		expect([...new Set(led)].filter((to) => !allowed.includes(to) && !exit.test(to))).toEqual([]);
	});

	test('H36 makes no line in the log: each line is one of ours and says nothing of it', () => {
		const lines = at.app
			.printed()
			.split('\n')
			.filter((text) => text !== '');
		expect(lines.length).toBeGreaterThan(100);
		expect(lines.filter((text) => !isLine(text))).toEqual([]);
		expect(at.app.printed()).not.toMatch(/planted/i);
		expect(at.app.printed()).not.toMatch(/[\r\v\f\0\u0085\u2028]/);
	});

	test('H36 stays a line break in her words, and is one line break of every kind', async () => {
		const { victim, caseId } = await at.someone();
		await victim.opens();
		await victim.goesOn({ CN0: 'yes', CN1: 'both', CN2: 'yes', V1: '4' }, { until: 'V2' });
		await victim.answers('V2', `one\r\n${line}\rtwo\n\nthree\u2028four`);
		await victim.goesOn({});
		await victim.presses('send');
		await at.world.settled();
		const kept = `one\n${line}\ntwo\n\nthree\u2028four`;
		expect((await toldIn(at, caseId))[0]?.answers?.V2).toBe(kept);

		const [concern] = await concernsIn(at, caseId);
		const officer = await signedIn(at, at.agency.officer);
		const page = await officer.get(`/desk/concerns/${concern?.id}?lane=police`);
		expect(page.headers['x-planted']).toBeUndefined();
		expect(page.body).toContain(`one\n${line}\ntwo\n\nthree`);
		expect(page.body).toContain('U+2028');
		expect(at.app.printed()).not.toContain(line);
	});
});

/** One object of the log, and nothing before or after it. */
function isLine(text: string): boolean {
	try {
		const read: unknown = JSON.parse(text);
		return typeof read === 'object' && read !== null && 'event' in read;
	} catch {
		return false;
	}
}
