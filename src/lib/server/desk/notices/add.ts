import type { KeyObject } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import { noticeId, type AgencyId, type NoticeId, type StaffId } from '#lib/domain/ids.ts';
import { boxNotice } from '#lib/server/platform/crypto/keys/index.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { addNotice, type NoticeKind } from './store.ts';

/**
 * A mail to somebody of staff. The worker sends it after COMMIT, at least once. It never speaks of a
 * case: `address` is for a set-up link only, and is boxed until it is sent.
 */
export async function add(
	tx: Transaction,
	{
		agencyId,
		staffId,
		kind,
		address
	}: { agencyId: AgencyId; staffId: StaffId; kind: NoticeKind; address?: string },
	boxKey: KeyObject
): Promise<NoticeId> {
	const id = noticeId.parse(uuid());
	const box =
		address === undefined
			? null
			: boxNotice({ boxKey, agencyId, noticeId: id, content: { address } });
	await addNotice(tx, { agencyId, id, staffId, kind, box });
	return id;
}
