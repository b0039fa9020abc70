import { withAgency } from '#lib/server/platform/db/client.ts';
import type { Desk, Staff } from '../../access/index.ts';
import { findAgency, findByEmail } from './store.ts';

/** In whose name an operator imports: somebody of the agency, with what that one may do. */
export async function importer(
	{ db }: Pick<Desk, 'db'>,
	{ agency, email }: { agency: string; email: string }
): Promise<Staff | 'agency' | 'email'> {
	const agencyId = await findAgency(db, agency);
	if (!agencyId) return 'agency';
	const found = await withAgency(db, agencyId, (tx) => findByEmail(tx, { agencyId, email }));
	return found ?? 'email';
}
