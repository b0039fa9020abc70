import { withAgency } from '#lib/server/platform/db/client.ts';
import type { Desk, Staff } from '../access/index.ts';
import { findLast } from './store.ts';

/**
 * Since when mails to this person do not go out any more, for the page that says so; null while they
 * do. A mail that bounces later comes to a mailbox that Heard does not read.
 */
export async function undeliveredSince(desk: Desk, staff: Staff): Promise<Date | null> {
	const { failedAt, sentAt } = await withAgency(desk.db, staff.agencyId, (tx) =>
		findLast(tx, staff)
	);
	return failedAt !== null && (sentAt === null || sentAt < failedAt) ? failedAt : null;
}
