import type { OutboxMessage, OutboxView } from '#lib/domain/delivery/index.ts';
import { config } from '#lib/server/platform/config.ts';
import { databaseNow, withAgency } from '#lib/server/platform/db/client.ts';
import { lookInto, rowOf } from '#lib/server/platform/delivery/index.ts';
import type { Desk, Staff } from '../access/index.ts';
import { findMessages, findNotices } from './store.ts';

const MOST = 100;

/** Where the demo keeps what would have been sent; null anywhere else. */
export function outboxFolder(): string | null {
	const { mode, delivery } = config();
	return mode === 'demo' ? delivery.outboxFolder : null;
}

/**
 * What would have been sent for this agency, the newest first. For the demo only: the links in it
 * work. A message without a row here is of another agency, or of an earlier demo.
 */
export async function outbox(desk: Desk, staff: Staff, folder: string): Promise<OutboxView> {
	const { agencyId } = staff;
	const kept = lookInto(folder);
	const ids = kept.map(rowOf);
	const rows = await withAgency(desk.db, agencyId, async (tx) => ({
		messages: new Map((await findMessages(tx, agencyId, ids)).map((row) => [row.id, row])),
		now: await databaseNow(tx),
		notices: new Map((await findNotices(tx, agencyId, ids)).map((row) => [row.id, row]))
	}));
	const messages = kept.flatMap((one): OutboxMessage[] => {
		const { subject, text } = one;
		const id = rowOf(one);
		const message = rows.messages.get(id);
		if (message) return [{ ...message, to: 'her', subject, text }];
		const notice = rows.notices.get(id);
		return notice ? [{ ...notice, to: 'staff', subject, text }] : [];
	});
	return { messages: messages.slice(0, MOST), now: rows.now };
}
