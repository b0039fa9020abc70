import type { AccountView } from '#lib/domain/sign-in/index.ts';
import { databaseNow, withAgency } from '#lib/server/platform/db/client.ts';
import type { Desk } from '../../access/index.ts';
import * as factors from '../factors/index.ts';
import * as session from '../session.ts';
import type { SignedIn } from '../signed-in.ts';
import { findAccount } from '../store.ts';

export async function look(desk: Desk, staff: SignedIn): Promise<AccountView | null> {
	return withAgency(desk.db, staff.agencyId, async (tx) => {
		const account = await findAccount(tx, staff);
		if (!account) return null;
		return {
			name: account.name,
			role: staff.role,
			email: account.email,
			sessions: await session.list(tx, staff),
			...(await factors.list(tx, staff)),
			now: await databaseNow(tx)
		};
	});
}
