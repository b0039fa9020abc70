import { createHash } from 'node:crypto';
import type { AuditRow, View } from './view.ts';
import { countBy } from './flags.ts';

/** I6: one audit event for each stored revision and for each act; the chain verifies. */
export function i6(view: View): string[] {
	return [...chain(view), ...left(view), ...events(view)];
}

function left({ pending }: View): string[] {
	return pending > 0 ? [`I6 ${pending} acts are not on record yet`] : [];
}

function events({ audit, links, visits, revisions }: View): string[] {
	const counts = countBy(
		audit.map(({ body }) => {
			const { event, ...about } = JSON.parse(body);
			const object = {
				'draft.filed': about.revision,
				'talk.filed': about.revision,
				'talk.sent': about.revision,
				'talk.not_opened': about.revision,
				'check_in.sent': about.response,
				'check_in.declined': about.response
			}[String(event)];
			return `${event} ${object ?? about.link}`;
		})
	);
	const breaches: string[] = [];
	const demand = (what: string, wanted: number, ...names: string[]) => {
		const count = names.reduce((sum, name) => sum + (counts.get(name) ?? 0), 0);
		if (count !== wanted) breaches.push(`I6 ${what}: ${count} on record, ${wanted} done`);
	};

	for (const { id, kind, responseId, talkId } of revisions) {
		const ofTalk = ['sent', 'filed', 'not_opened'].map((end) => `talk.${end} ${id}`);
		const sent = [`check_in.sent ${responseId}`, `check_in.declined ${responseId}`];
		const alone = kind === 'sent' ? sent : [`draft.filed ${id}`];
		demand(`revision ${id}`, 1, ...(talkId ? ofTalk : alone));
	}
	for (const { id, state } of links) {
		const of = visits.filter(({ linkId }) => linkId === id);
		const ended = (end: string) => of.filter((visit) => visit.state === end).length;
		demand(`link ${id} issued`, 1, `link.issued ${id}`);
		demand(`link ${id} locked`, state === 'locked' ? 1 : 0, `link.locked ${id}`);
		demand(`visits of link ${id}`, of.length, `visit.opened ${id}`);
		demand(`deletes of link ${id}`, ended('deleted'), `check_in.deleted ${id}`);
		demand(`"not now" of link ${id}`, ended('not_now'), `check_in.not_now ${id}`);
	}
	return breaches;
}

/** The chain of each agency, calculated anew here from its bytes. */
function chain({ audit, heads }: View): string[] {
	const breaches: string[] = [];
	const agencies = Map.groupBy(audit, ({ agencyId }) => agencyId);
	for (const { agencyId, seq, hash } of heads) {
		const rows = agencies.get(agencyId) ?? [];
		const last = rows.at(-1);
		if (last?.seq !== seq || !last.hash.equals(hash)) breaches.push(`I6 head of ${agencyId}`);
		rows.forEach((row, index) => {
			const before = rows[index - 1];
			const where = `${agencyId} at ${row.seq}`;
			if (row.seq !== BigInt(index + 1)) breaches.push(`I6 gap: ${where}`);
			if (!row.prev.equals(before?.hash ?? Buffer.alloc(0))) breaches.push(`I6 prev: ${where}`);
			if (!row.hash.equals(hashOf(row))) breaches.push(`I6 hash: ${where}`);
			if (before && row.micros <= before.micros) breaches.push(`I6 time: ${where}`);
		});
	}
	const headless = [...agencies.keys()].filter((id) => !heads.some((one) => one.agencyId === id));
	return [...breaches, ...headless.map((id) => `I6 chain without a head: ${id}`)];
}

function hashOf({ agencyId, seq, micros, body, prev }: AuditRow): Buffer {
	const sized = (text: string) => {
		const bytes = Buffer.from(text);
		const length = Buffer.alloc(4);
		length.writeUInt32BE(bytes.length);
		return Buffer.concat([length, bytes]);
	};
	const number = (value: bigint) => {
		const bytes = Buffer.alloc(8);
		bytes.writeBigInt64BE(value);
		return bytes;
	};
	return createHash('sha256')
		.update('heard/audit/1')
		.update(sized(agencyId))
		.update(number(seq))
		.update(number(micros))
		.update(sized(body))
		.update(prev)
		.digest();
}
