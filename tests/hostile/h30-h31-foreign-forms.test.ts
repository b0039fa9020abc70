import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import routes from '../architecture/route-list.json' with { type: 'json' };
import { deskSide, intakeSide, type Form, type Side } from '../support/changing-forms.ts';
import { raw } from '../support/raw.ts';
import { fingerprints } from '../support/rows.ts';
import { taped, type Taped } from '../support/taped.ts';
import { encode, type Ask, type Fields, type Reply } from '../support/visitor.ts';

let t: Taped;
beforeAll(async () => {
	t = await taped('h30_foreign_forms', { desk: { HEARD_WORKER: 'off' } });
});
afterAll(() => t?.close());

const names = ['intake', 'desk'] as const;
const sides = { intake: () => intakeSide(t), desk: () => deskSide(t) };

let side: Side;

/** Sent by nobody of ours: refused with this status, and it reaches neither database nor cookie. */
async function expectRefused(form: Form, ask: Ask, statuses: number[]): Promise<void> {
	const what = `${form.path} ${JSON.stringify({ ...form.fields, ...ask.headers })}`;
	const before = [...side.visitor.cookies];
	let reply: Reply | undefined;
	await side.tape.during(async () => {
		reply = await side.visitor.ask(form.path, {
			method: 'POST',
			body: encode(form.fields),
			...ask
		});
	});
	expect(statuses, what).toContain(reply?.status);
	expect(side.tape.statements(), what).toEqual([]);
	expect([...side.visitor.cookies], what).toEqual(before);
}

const formType = { 'Content-Type': 'application/x-www-form-urlencoded' };

/** Everybody but us: by name, by port, by scheme, by spelling, by trick. */
function strangers(own: string): string[] {
	const { protocol, host, hostname, port } = new URL(own);
	return [
		'null',
		'',
		'https://evil.example',
		`${protocol}//evil.${host}`,
		`${protocol}//${hostname}.evil.example:${port}`,
		`${protocol}//${hostname}`,
		`${protocol}//${hostname}:${Number(port) + 1}`,
		`https://${host}`,
		own.toUpperCase(),
		`${own}/`,
		`${own}/l/x`,
		`${own}.`,
		`${own}@evil.example`,
		`${own}, https://evil.example`,
		`https://evil.example ${own}`,
		'file://',
		'undefined'
	];
}

test.each(names)('H30 every route of %s that can change something is tried', async (name) => {
	const { forms } = await sides[name]();
	const tried = forms.map(({ path }) => path.split('?')[0] ?? '');
	for (const { address, methods, zone } of routes) {
		if (zone !== name || !methods.includes('POST')) continue;
		const shape = new RegExp(`^${address.replaceAll(/\[[^\]]+\]/g, '[^/]+')}$`);
		expect(
			tried.filter((path) => shape.test(path)),
			address
		).not.toEqual([]);
	}
});

describe.each(names)('a form that %s did not give out', (name) => {
	let tables: Record<string, string>;
	beforeEach(async () => {
		side = await sides[name]();
		tables = await fingerprints(t.at.superuser);
	});

	test('H30 comes from another origin: 403, nothing asked, nothing written', async () => {
		const { visitor, forms } = side;
		for (const form of forms) {
			for (const origin of strangers(visitor.origin)) {
				await expectRefused(form, { headers: { ...formType, Origin: origin } }, [403]);
			}
		}
		expect(await fingerprints(t.at.superuser)).toEqual(tables);
		await side.isAsBefore();
	});

	test('H30 comes from another site, as the browser says, whatever the origin: 403', async () => {
		const { visitor, forms } = side;
		for (const form of forms) {
			for (const site of ['cross-site', 'same-site', 'none', 'Same-Origin', '']) {
				const says = { ...formType, 'Sec-Fetch-Site': site };
				await expectRefused(form, { headers: { ...says, Origin: visitor.origin } }, [403]);
				await expectRefused(form, { headers: says }, [403]);
			}
		}
		expect(await fingerprints(t.at.superuser)).toEqual(tables);
		await side.isAsBefore();
	});

	test('H30 says its origin twice, ours and another: 403', async () => {
		const { visitor, forms, tape } = side;
		const cookie = [...visitor.cookies].map(([key, value]) => `${key}=${value}`).join('; ');
		for (const { path, fields } of forms) {
			const body = encode(fields);
			for (const origins of [
				[visitor.origin, 'https://evil.example'],
				['https://evil.example', visitor.origin]
			]) {
				await tape.during(async () => {
					const reply = await raw(
						visitor.origin,
						`POST ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: ${cookie}\r\n` +
							`Content-Type: ${formType['Content-Type']}\r\nContent-Length: ${body.length}\r\n` +
							`${origins.map((origin) => `Origin: ${origin}\r\n`).join('')}\r\n${body}`
					);
					expect([path, reply.status]).toEqual([path, 403]);
				});
				expect(tape.statements()).toEqual([]);
			}
		}
		expect(await fingerprints(t.at.superuser)).toEqual(tables);
	});

	test('H31 is of another kind, from another site: 403 or 415, nothing asked, nothing written', async () => {
		await everyKind(name, { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' });
		expect(await fingerprints(t.at.superuser)).toEqual(tables);
		await side.isAsBefore();
	});

	test('H31 is of another kind, without a word on where it comes from: 403 or 415', async () => {
		await everyKind(name, {});
		expect(await fingerprints(t.at.superuser)).toEqual(tables);
		await side.isAsBefore();
	});

	test('H31 is of another kind, even from our own page: 415', async () => {
		const own = { Origin: side.visitor.origin, 'Sec-Fetch-Site': 'same-origin' };
		await everyKind(name, own, [415]);
		expect(await fingerprints(t.at.superuser)).toEqual(tables);
		await side.isAsBefore();
	});

	test('H31 asks to be taken for something that it is not, and is taken for what it is', async () => {
		const own = { Origin: side.visitor.origin };
		const dressed: Record<string, string>[] = [
			{ 'Content-Type': 'text/plain; application/x-www-form-urlencoded' },
			{ 'Content-Type': 'text/plain, application/x-www-form-urlencoded' },
			{ 'Content-Type': 'application/x-www-form-urlencoded-not' },
			{ 'Content-Type': 'x application/x-www-form-urlencoded' },
			{ 'Content-Type': 'application/json', 'X-HTTP-Method-Override': 'PUT' },
			{
				'Content-Type': 'application/json',
				'x-sveltekit-action': 'true',
				Accept: 'application/json'
			}
		];
		for (const form of side.forms) {
			for (const headers of dressed)
				await expectRefused(form, { headers: { ...headers, ...own } }, [415]);
		}
		expect(await fingerprints(t.at.superuser)).toEqual(tables);
	});

	test('H30 changes nothing when it is sent by another method', async () => {
		for (const form of side.forms) {
			for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
				const body = encode(form.fields);
				const reply = await side.visitor.ask(form.path, {
					method,
					// Node's client frames no body of DELETE by itself
					headers: {
						...formType,
						Origin: side.visitor.origin,
						'Content-Length': String(body.length)
					},
					body
				});
				expect([method, form.path, reply.status]).toEqual([method, form.path, 404]);
			}
			await side.visitor.get(
				`${form.path}${form.path.includes('?') ? '&' : '?'}${encode(form.fields)}`
			);
		}
		const after = await fingerprints(t.at.superuser);
		// looking at a page of the desk is written down, and is all that is
		const written = Object.keys(after).filter((table) => after[table] !== tables[table]);
		expect(written.filter((table) => !/^audit_/.test(table))).toEqual([]);
		await side.isAsBefore();
	});
});

async function everyKind(
	name: 'intake' | 'desk',
	headers: Record<string, string>,
	statuses = [403, 415]
): Promise<void> {
	const part = 'Content-Disposition: form-data; name="do"\r\n\r\nsend\r\n';
	const kinds: { type: string | null; body: string }[] = [
		{ type: 'application/json', body: '{"pin":"123456","do":"send"}' },
		{ type: 'text/plain', body: 'do=send' },
		{ type: 'text/plain;charset=UTF-8', body: 'do=send' },
		{ type: 'application/xml', body: '<do>send</do>' },
		{ type: 'application/octet-stream', body: 'do=send' },
		{ type: 'application/csp-report', body: '{}' },
		{ type: '', body: 'do=send' },
		{ type: null, body: 'do=send' },
		{ type: null, body: '' }
	];
	// the desk takes forms with files
	const multipart = { type: 'multipart/form-data; boundary=x', body: `--x\r\n${part}--x--\r\n` };
	if (name === 'intake') kinds.push(multipart);
	for (const { path } of side.forms) {
		for (const { type, body } of kinds) {
			const kind: Record<string, string> = type === null ? {} : { 'Content-Type': type };
			// a gateway speaks JSON and comes from no page: without its signature nothing is there
			const isMachine = path === '/desk/receipts' && type === 'application/json';
			await expectRefused(
				{ path, fields: {} },
				{ headers: { ...kind, ...headers }, body },
				isMachine && Object.keys(headers).length === 0 ? [404] : statuses
			);
		}
	}
}

describe('a form without a word on where it comes from', () => {
	test('H30 is refused by the desk: 403, nothing asked, nothing written', async () => {
		side = await sides.desk();
		const tables = await fingerprints(t.at.superuser);
		for (const form of side.forms) await expectRefused(form, { headers: formType }, [403]);
		expect(await fingerprints(t.at.superuser)).toEqual(tables);
		await side.isAsBefore();
	});

	test('H30 is taken by intake, since text and proxy browsers have nothing else: a whole check-in', async () => {
		const hers = t.victim(await t.link(), 2);
		const post = (path: string, fields: Fields) =>
			hers.ask(path, { method: 'POST', headers: formType, body: encode(fields) });
		expect((await post(hers.link.path, { pin: hers.link.pin })).status).toBe(303);
		hers.post = post;
		await hers.goesOn({ CN0: 'yes', CN1: 'both', CN2: 'yes' });
		expect((await hers.presses('send')).status).toBe(303);
		expect((await hers.seesPage()).body).toContain('You can close this page.');
	});

	test('H30 works as our own, with the origin spelled as browsers spell it', async () => {
		for (const name of names) {
			side = await sides[name]();
			for (const { path, fields } of side.forms.slice(0, 1)) {
				for (const type of [
					'application/x-www-form-urlencoded',
					'Application/X-WWW-Form-Urlencoded; charset=UTF-8'
				]) {
					const reply = await side.visitor.post(path, fields, {
						headers: { 'Content-Type': type }
					});
					expect([name, path, reply.status]).toEqual([name, path, 303]);
				}
			}
		}
	});
});
