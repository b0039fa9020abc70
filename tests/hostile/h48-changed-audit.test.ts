import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyChains } from '../../src/lib/server/platform/audit/verify.ts';
import { ground, type Ground } from '../support/heard.ts';
import { worldOn, type Agency, type World } from '../support/world.ts';

let at: Ground;
let world: World;
let auditor: Sql;
let agency: Agency;
let last: number;

beforeAll(async () => {
	at = await ground('h48_audit');
	world = worldOn(at);
	agency = await world.agency();
	// a second agency, so that there are two chains
	const other = await world.agency('Elsewhere (invented)');
	for (const [where, many] of [
		[agency, 12],
		[other, 3]
	] as const) {
		const caseId = await world.case(where);
		for (let nth = 0; nth < many; nth++) await world.link(where, caseId);
	}
	const [head] = await at.superuser`select seq::int from audit_head where agency_id = ${agency.id}`;
	last = Number(head?.seq);
	await at.superuser`create table kept_event as table audit_event`;
	await at.superuser`create table kept_head as table audit_head`;
	auditor = postgres(at.local.urls.heard_auditor, { max: 2, onnotice: () => {} });
});
afterAll(async () => {
	await auditor?.end();
	await world?.close();
	await at?.close();
});

const MIDDLE = 7;

/** threats.md 7, written out once more: neither the database's function nor the command is asked. */
async function firstBadRow(): Promise<string | null> {
	const rows = await at.superuser<
		{ agency: string; seq: bigint; micros: bigint; body: string; prev: Buffer; hash: Buffer }[]
	>`select agency_id as agency, seq::text as seq, body, prev, hash,
			((extract(epoch from at) * 1000000)::int8)::text as micros
		from audit_event order by agency_id, audit_event.seq`;
	const heads = new Map<string, { seq: bigint; hash: Buffer }>();
	for (const row of rows) {
		const before = heads.get(row.agency) ?? { seq: 0n, hash: Buffer.alloc(0) };
		const u32 = (bytes: Buffer) => {
			const size = Buffer.alloc(4);
			size.writeUInt32BE(bytes.length);
			return Buffer.concat([size, bytes]);
		};
		const i64 = (value: bigint) => {
			const bytes = Buffer.alloc(8);
			bytes.writeBigInt64BE(BigInt(value));
			return bytes;
		};
		const hash = createHash('sha256')
			.update(
				Buffer.concat([
					Buffer.from('heard/audit/1'),
					u32(Buffer.from(row.agency)),
					i64(row.seq),
					i64(row.micros),
					u32(Buffer.from(row.body)),
					before.hash
				])
			)
			.digest();
		const fits =
			BigInt(row.seq) === before.seq + 1n && row.prev.equals(before.hash) && hash.equals(row.hash);
		if (!fits) return `${row.agency} ${row.seq}`;
		heads.set(row.agency, { seq: BigInt(row.seq), hash: row.hash });
	}
	return null;
}

/** Changes something, looks, and puts everything back. */
async function after<Seen>(change: string, look: () => Promise<Seen>): Promise<Seen> {
	await at.superuser.unsafe(change.replaceAll('$agency', `'${agency.id}'`));
	try {
		return await look();
	} finally {
		await at.superuser.begin(async (tx) => {
			await tx`truncate audit_event, audit_head`;
			await tx`insert into audit_event select * from kept_event`;
			await tx`insert into audit_head select * from kept_head`;
		});
	}
}

const row = (seq: number) => `agency_id = $agency and seq = ${seq}`;

describe('the audit chain', () => {
	test('H48 as the app writes it: both recomputations agree that it is whole', async () => {
		const [count] = await at.superuser`select count(*)::int as count from audit_event`;
		expect(last).toBeGreaterThan(MIDDLE + 2);
		expect(await firstBadRow()).toBeNull();
		expect(await verifyChains(auditor)).toEqual({ ok: true, count: count?.count });
	});

	const changes: [string, string, problem: string, at: number][] = [
		[
			'a body is edited',
			`update audit_event set body = replace(body, 'event', 'Event') where ${row(MIDDLE)}`,
			'hash',
			MIDDLE
		],
		[
			'one letter is added to a body',
			`update audit_event set body = body || ' ' where ${row(MIDDLE)}`,
			'hash',
			MIDDLE
		],
		['the first row is edited', `update audit_event set body = '{}' where ${row(1)}`, 'hash', 1],
		[
			'a time is moved back',
			`update audit_event set at = at - interval '1 year' where ${row(MIDDLE)}`,
			'time',
			MIDDLE
		],
		[
			'a time is moved by a microsecond',
			`update audit_event set at = at + interval '1 microsecond' where ${row(MIDDLE)}`,
			'hash',
			MIDDLE
		],
		[
			'a hash is changed',
			`update audit_event set hash = set_byte(hash, 3, 255 - get_byte(hash, 3)) where ${row(MIDDLE)}`,
			'hash',
			MIDDLE
		],
		[
			'what it hangs on is changed',
			`update audit_event set prev = set_byte(prev, 3, 255 - get_byte(prev, 3)) where ${row(MIDDLE)}`,
			'prev',
			MIDDLE
		],
		['a row is deleted', `delete from audit_event where ${row(MIDDLE)}`, 'gap', MIDDLE + 1],
		['the first row is deleted', `delete from audit_event where ${row(1)}`, 'gap', 2],
		[
			'a row is deleted, and those after it counted down',
			`delete from audit_event where ${row(MIDDLE)};
				update audit_event set seq = seq - 1 where agency_id = $agency and seq > ${MIDDLE}`,
			'prev',
			MIDDLE
		],
		[
			'a row is edited with its hash, and the rows after it are not',
			`update audit_event set body = '{}', hash = sha256(
				convert_to('heard/audit/1', 'UTF8') || int4send(36) || convert_to(agency_id::text, 'UTF8') || int8send(seq)
				|| int8send((extract(epoch from at) * 1000000)::bigint) || int4send(2) || convert_to('{}', 'UTF8') || prev)
				where ${row(MIDDLE)}`,
			'prev',
			MIDDLE + 1
		],
		[
			'the bodies of two rows are swapped',
			`update audit_event e set body = o.body from audit_event o where e.agency_id = $agency
				and o.agency_id = $agency and ((e.seq = 3 and o.seq = 7) or (e.seq = 7 and o.seq = 3))
				and e.body <> o.body`,
			'hash',
			3
		],
		[
			'two rows are swapped whole',
			`update audit_event set seq = -seq where agency_id = $agency and seq in (3, 7);
				update audit_event set seq = 10 + seq where agency_id = $agency and seq < 0`,
			'prev',
			3
		],
		[
			'a row of another agency is moved in',
			`update audit_event e set body = o.body, hash = o.hash, prev = o.prev, at = o.at from audit_event o
				where e.agency_id = $agency and e.seq = 2 and o.agency_id <> $agency and o.seq = 2`,
			'prev',
			2
		]
	];

	test.each(changes)('H48 %s: verify names the row', async (_, change, problem, seq) => {
		const place = `${agency.id} ${seq}`;
		const found = await after(change, async () => ({
			command: await verifyChains(auditor),
			own: await firstBadRow()
		}));
		expect(found).toEqual({ command: { ok: false, problem, at: place }, own: place });
	});

	test.each([
		['the last row is deleted', () => `delete from audit_event where ${row(last)}`],
		['the head is set back', () => `update audit_head set seq = seq - 1 where agency_id = $agency`],
		[
			'the hash of the head is changed',
			() => `update audit_head set hash = sha256(hash) where agency_id = $agency`
		],
		['every row is deleted', () => `delete from audit_event where agency_id = $agency`],
		['the head is deleted', () => `delete from audit_head where agency_id = $agency`]
	])('H48 %s: verify names the head', async (_, change) => {
		const found = await after(change(), () => verifyChains(auditor));
		expect(found).toMatchObject({ ok: false, problem: 'head' });
		expect(found).toMatchObject({ at: expect.stringContaining(agency.id) });
	});

	test('H48 the command of the operator says so, and ends with 1', async () => {
		const verify = () => {
			const script = join(import.meta.dirname, '..', '..', 'scripts', 'heard.ts');
			const { status, stdout } = spawnSync(process.execPath, [script, 'audit', 'verify'], {
				encoding: 'utf8',
				env: { PATH: '', DATABASE_AUDITOR_URL: at.local.urls.heard_auditor }
			});
			return `${status} ${stdout.trim()}`;
		};
		expect(verify()).toMatch(/^0 ok \d+$/);
		const broken = await after(`delete from audit_event where ${row(MIDDLE)}`, async () =>
			verify()
		);
		expect(broken).toBe(`1 broken: gap at ${agency.id} ${MIDDLE + 1}`);
	});

	test('H48 no process of the app can edit, delete or empty it', async () => {
		for (const { client } of [world.pools.intake, world.pools.desk, world.pools.worker]) {
			for (const statement of [
				`update audit_event set body = '{}'`,
				'delete from audit_event',
				'truncate audit_event',
				`insert into audit_event select * from audit_event`,
				`update audit_head set seq = 0`,
				'delete from audit_head'
			]) {
				const code = await client.unsafe(statement).then(
					() => 'done',
					(error: unknown) => (error instanceof Error && 'code' in error ? error.code : error)
				);
				expect(code, statement).toBe('42501');
			}
		}
		expect(await firstBadRow()).toBeNull();
	});
});
