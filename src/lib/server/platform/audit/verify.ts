import { createHash } from 'node:crypto';
import type { Sql } from 'postgres';

export type Verified =
	| { ok: true; count: number }
	| { ok: false; problem: 'gap' | 'prev' | 'hash' | 'time' | 'head'; at: string };

type Row = {
	agency: string;
	seq: string;
	micros: string;
	body: string;
	prev: Buffer;
	hash: Buffer;
};

/**
 * Recomputes every agency's chain with nothing but the two tables and SHA-256, and names the first
 * row that does not fit. What was cut off at the end together with its head is not seen here: that
 * needs an anchor outside the database. Runs as heard_auditor.
 */
export async function verifyChains(auditor: Sql): Promise<Verified> {
	const heads = await auditor<{ agency: string; seq: string; hash: Buffer }[]>`
		select agency_id as agency, seq::text as seq, hash from audit_head order by agency_id`;
	let count = 0;
	for (const head of heads) {
		let before: Pick<Row, 'seq' | 'micros' | 'hash'> = {
			seq: '0',
			micros: '-1',
			hash: Buffer.alloc(0)
		};
		const rows = auditor<Row[]>`
			select agency_id as agency, seq::text as seq, body, prev, hash,
				(extract(epoch from at) * 1000000)::bigint::text as micros
			from audit_event where agency_id = ${head.agency} order by audit_event.seq`.cursor(1000);
		for await (const batch of rows) {
			for (const row of batch) {
				const problem = problemOf(row, before);
				if (problem) return { ok: false, problem, at: `${row.agency} ${row.seq}` };
				before = row;
				count += 1;
			}
		}
		if (before.seq !== head.seq || !before.hash.equals(head.hash)) {
			return { ok: false, problem: 'head', at: `${head.agency} ${head.seq}` };
		}
	}
	const [stray] = await auditor<{ agency: string; seq: string }[]>`
		select agency_id as agency, seq::text as seq from audit_event e
		where not exists (select 1 from audit_head h where h.agency_id = e.agency_id) limit 1`;
	if (stray) return { ok: false, problem: 'head', at: `${stray.agency} ${stray.seq}` };
	return { ok: true, count };
}

function problemOf(row: Row, before: Pick<Row, 'seq' | 'micros' | 'hash'>) {
	if (BigInt(row.seq) !== BigInt(before.seq) + 1n) return 'gap';
	if (!row.prev.equals(before.hash)) return 'prev';
	if (BigInt(row.micros) <= BigInt(before.micros)) return 'time';
	return hashOf(row).equals(row.hash) ? null : 'hash';
}

/** The same bytes as in audit_append(). */
function hashOf({ agency, seq, micros, body, prev }: Row): Buffer {
	const number = (value: string) => {
		const bytes = Buffer.alloc(8);
		bytes.writeBigInt64BE(BigInt(value));
		return bytes;
	};
	const sized = (text: string) => {
		const bytes = Buffer.from(text);
		const size = Buffer.alloc(4);
		size.writeUInt32BE(bytes.length);
		return Buffer.concat([size, bytes]);
	};
	return createHash('sha256')
		.update('heard/audit/1')
		.update(sized(agency))
		.update(number(seq))
		.update(number(micros))
		.update(sized(body))
		.update(prev)
		.digest();
}
