import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
	entrances,
	isOpenRoute,
	mayEnter,
	roles,
	type DeskRoute,
	type Role
} from '../../src/lib/domain/access/index.ts';
import { routesOf, type Route } from '../architecture/routes.ts';
import { signedIn } from '../support/officer.ts';
import { fingerprints } from '../support/rows.ts';
import { stage, type Stage } from '../support/stage.ts';
import {
	addressOf,
	nothing,
	othersTargets,
	ownTargets,
	parametersOf,
	type Targets
} from '../support/targets.ts';
import type { Reply, Visitor } from '../support/visitor.ts';
import type { Agency, Colleague } from '../support/world.ts';

// Every role at every address by every method, with what is theirs, what is a colleague's, what is
// another agency's and what is nothing. The addresses are read from the folders of the routes, so
// that one which is added tomorrow is walked tomorrow.

let t: Stage;
let elsewhere: Agency;
let own: Targets;
let others: Targets;
let foreign: Targets;
const unknown = nothing();

beforeAll(async () => {
	// the worker rests: whatever is written here was written by a request
	t = await stage('everybody', { desk: { HEARD_WORKER: 'off' } });
	elsewhere = await t.world.agency('Elsewhere (invented)');
	own = await ownTargets(t, t.agency);
	others = await othersTargets(t, t.agency);
	foreign = await ownTargets(t, elsewhere);
});
afterAll(() => t?.close());

const routes = routesOf().filter(({ zone }) => zone === 'desk');

/** `?/name` for each named action; the page itself for the others. */
type Call = { method: string; ending: string };

function callsOf({ methods, actions }: Route): Call[] {
	return methods.flatMap((method) =>
		method === 'POST' && actions.length > 0
			? actions.map((name) => ({ method, ending: name === 'default' ? '' : `?/${name}` }))
			: [{ method, ending: '' }]
	);
}

/** The ways to fill a pattern with what this person must not get, and whose it is. */
function refusedFillings(pattern: string, role: Role): { whose: string; ids: string[] }[] {
	const targets = parametersOf(pattern);
	// the rest of an address that nobody has names no row
	if (targets.length === 0 || targets.includes('rest')) return [];
	const of = (from: Targets) => targets.map((target) => from[target]);
	// who sees the accounts and bodies of the whole agency has no colleague's among them
	const seesAll = role === 'admin' || role === 'auditor';
	const isBody = targets.includes('organisation') || targets.includes('unit');
	const hasOthers = targets.includes('staff') ? !seesAll : !isBody;
	const [first, ...rest] = targets;
	return [
		{ whose: 'nothing', ids: of(unknown) },
		{ whose: 'another agency’s', ids: of(foreign) },
		...(hasOthers ? [{ whose: 'a colleague’s', ids: of(others) }] : []),
		...(first && rest.length > 0
			? [{ whose: 'mixed', ids: [own[first], ...rest.map((one) => others[one])] }]
			: [])
	];
}

/** What an answer is, without what differs between any two answers. */
function sameParts({ status, headers, body }: Reply) {
	const { date: _date, 'content-length': length, ...rest } = headers;
	return { status, headers: rest, length, body };
}

/** Signs in again when an answer says that the session ended: signing out is one of the addresses. */
function walker(colleague: Colleague) {
	let visitor: Visitor | null = null;
	const signIn = async () => {
		try {
			return await signedIn(t, colleague);
		} catch {
			// so many tries at second factors fill a bucket
			await t.at.clock.advance({ minutes: 20 });
			return signedIn(t, colleague);
		}
	};
	const ask = async (address: string, { method, ending }: Call, headers = {}) => {
		visitor ??= await signIn();
		return method === 'POST'
			? visitor.post(address + ending, {}, { headers })
			: visitor.ask(address + ending, { method, headers });
	};
	return async (address: string, call: Call, headers = {}): Promise<Reply> => {
		const reply = await ask(address, call, headers);
		const hasEnded = reply.location?.startsWith('/desk/login') ?? reply.status === 403;
		if (!hasEnded) return reply;
		visitor = null;
		return ask(address, call, headers);
	};
}

const people: Record<Role, (agency: Agency) => Colleague> = {
	officer: ({ officer }) => officer,
	supervisor: ({ supervisor }) => supervisor,
	support_worker: ({ supportWorker }) => supportWorker,
	programme_worker: ({ programmeWorker }) => programmeWorker,
	admin: ({ admin }) => admin,
	auditor: ({ auditor }) => auditor
};

/** Pages that have nothing for anybody in this world, and the test that opens them. */
const shownElsewhere: Record<string, string> = {
	'GET /desk/cases/[id]/links/[link]/card': 'a card for two hands: h24 and h70',
	'GET /desk/outbox': 'the demo has one: tests/integration/receipts-route',
	'GET /desk/shares/[id]': 'a decision that waits to be signed: h68 over http'
};

// what a request may write although it is refused: the record, and the traces of a session
const besides = [
	'audit_event',
	'audit_head',
	'session',
	'sign_in_step',
	'sign_in_throttle',
	'throttle',
	'totp'
];

type Recorded = { event: string; by?: string; object?: string; route?: string };

async function lastSeq(): Promise<string> {
	const [row] = await t.at.superuser<{ last: string }[]>`
		select coalesce(max(seq), 0)::text as last from audit_event where agency_id = ${t.agency.id}`;
	return row?.last ?? '0';
}

async function recordedSince(seq: string): Promise<Recorded[]> {
	const rows = await t.at.superuser<{ body: string }[]>`
		select body from audit_event where agency_id = ${t.agency.id} and seq > ${seq} order by seq`;
	return rows
		.map(({ body }): Recorded => JSON.parse(body))
		.filter(({ event }) => !event.startsWith('session.'));
}

/** Own rows that an address does not show to a role that may enter it, as found on the way. */
const shut: string[] = [];
const opened = new Set<string>();

describe('everybody, everywhere', () => {
	test.each(roles)(
		'H37 %s gets nothing that is not theirs, and cannot tell it from what does not exist',
		{ timeout: 600_000 },
		async (role) => {
			const colleague = people[role](t.agency);
			const ask = walker(colleague);
			for (const route of routes.filter(({ address }) => !isOpenRoute(address))) {
				const enters = mayEnter(role, route.address);
				const fillings = enters
					? refusedFillings(route.address, role)
					: [
							...refusedFillings(route.address, role),
							{ whose: 'their own', ids: parametersOf(route.address).map((one) => own[one]) }
						];
				if (fillings.length === 0) continue;

				const before = await fingerprints(t.at.superuser, { besides });
				for (const call of callsOf(route)) {
					const seq = await lastSeq();
					const replies = [];
					for (const { whose, ids } of fillings) {
						const reply = await ask(addressOf(route.address, ids), call);
						replies.push({ whose, ids, reply: sameParts(reply) });
					}
					const what = `${role}: ${call.method} ${route.address}${call.ending}`;
					const [first] = replies;
					expect(first?.reply.status, what).toBe(404);
					for (const { whose, reply } of replies) {
						expect(reply, `${what}, ${whose}`).toEqual(first?.reply);
					}
					await expectRecord({ what, route, call, colleague, replies, seq, enters });
				}
				expect(
					await fingerprints(t.at.superuser, { besides }),
					`${role} wrote something at ${route.address}`
				).toEqual(before);
			}
		}
	);

	test.each(roles)(
		'H37 %s is served with what is theirs, and nothing breaks on an empty form',
		{ timeout: 600_000 },
		async (role) => {
			const ask = walker(people[role](t.agency));
			const served: string[] = [];
			for (const route of routes) {
				if (isOpenRoute(route.address) || !mayEnter(role, route.address)) continue;
				const ids = parametersOf(route.address).map((one) => own[one]);
				for (const call of callsOf(route)) {
					const { status } = await ask(addressOf(route.address, ids), call);
					const what = `${call.method} ${route.address}${call.ending}`;
					expect([200, 204, 303, 404, 422], `${role}: ${what}`).toContain(status);
					if (status !== 404) opened.add(what);
					else if (call.method !== 'HEAD' && !what.includes('...')) shut.push(`${role}: ${what}`);
					served.push(what);
				}
			}
			expect(served.length).toBeGreaterThan(0);
		}
	);

	test('H37 a machine’s address and those before the sign-in serve no one who only knows them', async () => {
		const ask = walker(people.officer(t.agency));
		for (const route of routes.filter(({ address }) => isOpenRoute(address))) {
			const ids = parametersOf(route.address).map((one) => unknown[one]);
			for (const call of callsOf(route)) {
				const { status } = await ask(addressOf(route.address, ids), call);
				expect(status, `${call.method} ${route.address}`).toBeLessThan(500);
				const entrance: unknown = entrances[route.address as DeskRoute];
				if (entrance === 'machine') expect(status, route.address).toBeGreaterThanOrEqual(400);
			}
		}
	});

	test('H37 every address was walked by somebody whom it serves', () => {
		const looks = routes
			.filter(({ address }) => !isOpenRoute(address) && address !== '/desk/[...address]')
			.filter(({ methods }) => methods.includes('GET'))
			.map(({ address }) => `GET ${address}`);
		expect(looks.filter((look) => !opened.has(look) && !(look in shownElsewhere))).toEqual([]);
	});

	test('H37 what is shut although it is their own was looked at by a person', () => {
		// A page that a role may enter and that shows nothing of its own: because the matrix gives that
		// part to another (a supervisor has no links), or because an empty form names nothing.
		expect(`\n${shut.toSorted().join('\n')}\n`).toMatchInlineSnapshot(`
			"
			admin: GET /desk/outbox
			admin: POST /desk/account/challenge
			auditor: POST /desk/account/challenge
			auditor: POST /desk/team/[id]?/anew
			auditor: POST /desk/team/[id]?/away
			auditor: POST /desk/team/[id]?/back
			auditor: POST /desk/team/[id]?/change
			auditor: POST /desk/team/[id]?/disable
			auditor: POST /desk/team/[id]?/enable
			auditor: POST /desk/team/[id]?/factor
			auditor: POST /desk/team/[id]?/link
			auditor: POST /desk/team/[id]?/password
			auditor: POST /desk/team/organisations/[id]?/save
			auditor: POST /desk/team/organisations/[id]?/unit
			auditor: POST /desk/team/organisations?/add
			auditor: POST /desk/team/units/[id]?/save
			officer: GET /desk/cases/[id]/links/[link]/card
			officer: GET /desk/outbox
			officer: POST /desk/account/challenge
			officer: POST /desk/cases/[id]/check-in?/begin
			officer: POST /desk/cases/[id]/check-in?/keep
			officer: POST /desk/cases/[id]/check-in?/remove
			officer: POST /desk/cases/[id]/check-in?/save
			officer: POST /desk/cases/[id]/check-in?/send
			officer: POST /desk/cases/[id]/check-in?/stop
			officer: POST /desk/cases/[id]/links/[link]/card
			officer: POST /desk/cases/[id]/notes?/share
			officer: POST /desk/cases/[id]/plan?/confirm
			officer: POST /desk/cases/[id]/plan?/save
			officer: POST /desk/cases/[id]/programme?/called
			officer: POST /desk/cases/[id]?/agree
			officer: POST /desk/cases/[id]?/revoke
			officer: POST /desk/cases/import/bad-lines
			officer: POST /desk/concerns/[id]?/seen
			officer: POST /desk/tasks?/done
			officer: POST /desk/tasks?/undo
			programme_worker: POST /desk/account/challenge
			programme_worker: POST /desk/programmes/[id]?/called
			supervisor: GET /desk/cases/[id]/check-in
			supervisor: GET /desk/cases/[id]/close
			supervisor: GET /desk/cases/[id]/links/[link]/card
			supervisor: GET /desk/cases/[id]/links/new
			supervisor: POST /desk/account/challenge
			supervisor: POST /desk/cases/[id]/check-in?/begin
			supervisor: POST /desk/cases/[id]/check-in?/keep
			supervisor: POST /desk/cases/[id]/check-in?/remove
			supervisor: POST /desk/cases/[id]/check-in?/save
			supervisor: POST /desk/cases/[id]/check-in?/send
			supervisor: POST /desk/cases/[id]/check-in?/stop
			supervisor: POST /desk/cases/[id]/check-in?/word
			supervisor: POST /desk/cases/[id]/close
			supervisor: POST /desk/cases/[id]/links/[link]/card
			supervisor: POST /desk/cases/[id]/links/new
			supervisor: POST /desk/cases/[id]/notes?/share
			supervisor: POST /desk/cases/[id]/plan?/confirm
			supervisor: POST /desk/cases/[id]/plan?/save
			supervisor: POST /desk/cases/[id]/programme?/called
			supervisor: POST /desk/cases/[id]?/revoke
			supervisor: POST /desk/cases/[id]?/withdraw
			supervisor: POST /desk/cases/import/bad-lines
			supervisor: POST /desk/concerns/[id]?/seen
			supervisor: POST /desk/tasks?/done
			supervisor: POST /desk/tasks?/undo
			supervisor: POST /desk/team/[id]?/anew
			supervisor: POST /desk/team/[id]?/change
			supervisor: POST /desk/team/[id]?/disable
			supervisor: POST /desk/team/[id]?/enable
			supervisor: POST /desk/team/[id]?/factor
			supervisor: POST /desk/team/[id]?/link
			supervisor: POST /desk/team/[id]?/password
			support_worker: GET /desk/cases/[id]/links/[link]/card
			support_worker: GET /desk/outbox
			support_worker: GET /desk/shares/[id]
			support_worker: POST /desk/account/challenge
			support_worker: POST /desk/cases/[id]/check-in?/begin
			support_worker: POST /desk/cases/[id]/check-in?/keep
			support_worker: POST /desk/cases/[id]/check-in?/remove
			support_worker: POST /desk/cases/[id]/check-in?/save
			support_worker: POST /desk/cases/[id]/check-in?/send
			support_worker: POST /desk/cases/[id]/check-in?/stop
			support_worker: POST /desk/cases/[id]/links/[link]/card
			support_worker: POST /desk/cases/[id]/notes?/share
			support_worker: POST /desk/cases/[id]/plan?/confirm
			support_worker: POST /desk/cases/[id]/plan?/save
			support_worker: POST /desk/cases/[id]/programme?/ask
			support_worker: POST /desk/cases/[id]/programme?/called
			support_worker: POST /desk/cases/[id]/share?/told
			support_worker: POST /desk/cases/[id]?/revoke
			support_worker: POST /desk/cases/[id]?/withdraw
			support_worker: POST /desk/concerns/[id]?/seen
			support_worker: POST /desk/shares/[id]
			support_worker: POST /desk/tasks?/done
			support_worker: POST /desk/tasks?/undo
			"
		`);
	});
});

/** A refusal at a page that one may enter is on record, with the pattern and never the address. */
async function expectRecord({
	what,
	route,
	call,
	colleague,
	replies,
	seq,
	enters
}: {
	what: string;
	route: Route;
	call: Call;
	colleague: Colleague;
	replies: { whose: string; ids: string[] }[];
	seq: string;
	enters: boolean;
}): Promise<void> {
	const recorded = await recordedSince(seq);
	if (!enters) {
		expect(recorded, what).toEqual([]);
		return;
	}
	const asked = replies.flatMap(({ ids }) => ids);
	for (const one of recorded) {
		expect(one, what).toMatchObject({ event: 'access.denied', by: colleague.staffId });
		expect(asked, what).toContain(one.object);
		expect(one.route, what).toBe(route.address);
	}
	// an empty form may be refused before the row is asked for; a look never is
	if (call.method === 'POST') return;
	for (const { whose, ids } of replies) {
		const ofIt = recorded.filter(({ object }) => object !== undefined && ids.includes(object));
		expect(ofIt.length, `${what}, ${whose}: on record`).toBeGreaterThan(0);
	}
}

describe('an agency that somebody claims', () => {
	test.each(['a header', 'the query'])('H38 by %s opens nothing of it', async (where) => {
		const names = ['heard.agency', 'agency', 'agency_id', 'x-agency'];
		const claim = Object.fromEntries(names.map((name) => [name, t.agency.id]));
		const headers = where === 'a header' ? claim : {};
		const ending = where === 'a header' ? '' : `?${new URLSearchParams(claim)}`;
		const get: Call = { method: 'GET', ending };
		const [admin, officer] = [walker(elsewhere.admin), walker(elsewhere.officer)];
		for (const [ask, pattern] of [
			[officer, '/desk/cases/[id]'],
			[officer, '/desk/concerns/[id]'],
			[admin, '/desk/team/[id]'],
			[admin, '/desk/team/organisations/[id]']
		] as const) {
			const of = (from: Targets) => {
				const ids = parametersOf(pattern).map((one) => from[one]);
				return ask(addressOf(pattern, ids), get, headers);
			};
			const reply = await of(own);
			expect(reply.status, pattern).toBe(404);
			expect(sameParts(reply)).toEqual(sameParts(await of(unknown)));
			expect((await of(foreign)).status, `their own at ${pattern}`).toBe(200);
		}
		const list = await admin('/desk/team', get, headers);
		expect(list.body).toContain(elsewhere.officer.staffId);
		expect(list.body).not.toContain(t.agency.officer.staffId);
	});

	test('H38 by a field of a form writes nothing there', async () => {
		const visitor = await signedIn(t, elsewhere.admin);
		const claim = { 'heard.agency': t.agency.id, agency: t.agency.id, agency_id: t.agency.id };
		const before = await fingerprints(t.at.superuser, { besides });
		for (const [pattern, action] of [
			['/desk/team/[id]', 'disable'],
			['/desk/team/[id]', 'password'],
			['/desk/team/organisations/[id]', 'save'],
			['/desk/team/units/[id]', 'save']
		] as const) {
			const ids = parametersOf(pattern).map((one) => own[one]);
			const fields = { name: 'Claimed', supervisor: '', lead: '', ...claim };
			const reply = await visitor.post(`${addressOf(pattern, ids)}?/${action}`, fields);
			expect(reply.status, `${pattern} ${action}`).toBe(404);
		}
		expect(await fingerprints(t.at.superuser, { besides })).toEqual(before);
	});

	test('H38 the desk’s login sees no row without its agency, and none of another’s with its own', async () => {
		// before the agency is known somebody is found by a keyed hash or by the hash of a cookie
		const earlier = new Set(['session', 'sign_in', 'setup_link']);
		const tables = await t.at.superuser<{ name: string; own: string; readable: boolean }[]>`
			select c.relname as name, a.attname as own,
				has_table_privilege('heard_desk', c.oid, 'select') as readable
			from pg_class c
			join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
				and (a.attname = 'agency_id' or (c.relname = 'agency' and a.attname = 'id'))
			where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`;
		expect(tables.length).toBeGreaterThan(30);

		const { client } = t.world.pools.desk;
		let seen = 0;
		for (const { name, own: column, readable } of tables) {
			if (!readable || earlier.has(name)) continue;
			const count = (agency: string | null, of: string) =>
				client.begin(async (tx) => {
					if (agency !== null) await tx`select set_config('heard.agency', ${agency}, true)`;
					const [row] = await tx<{ rows: number }[]>`
						select count(*)::int as rows from ${tx(name)} where ${tx(column)} = ${of}`;
					return row?.rows ?? -1;
				});
			expect(await count(null, t.agency.id), `${name}, unset`).toBe(0);
			expect(await count('', t.agency.id), `${name}, empty`).toBe(0);
			expect(await count(elsewhere.id, t.agency.id), `${name}, another’s`).toBe(0);
			if ((await count(t.agency.id, t.agency.id)) > 0) seen += 1;
		}
		// a table without a row would pass whatever its walls
		expect(seen).toBeGreaterThan(15);
	});
});
