import { v7 as uuid } from 'uuid';
import type { Role } from '#lib/domain/access/index.ts';
import { staffId, type AgencyId, type OrganisationId, type StaffId } from '#lib/domain/ids.ts';
import { signInHash } from '#lib/server/platform/crypto/kdf.ts';
import { databaseCode, withAgency } from '#lib/server/platform/db/client.ts';
import type { Desk } from '../../access/index.ts';
import { addStaff } from '../../team/store.ts';
import { makeLink, type MadeLink } from './make-link.ts';

export type Invited = MadeLink & { staffId: StaffId };

/**
 * Somebody new of staff, by the command line: they sign in with nothing yet, and the link is printed,
 * not mailed. Null when the e-mail is taken, in whatever agency.
 */
export async function invite(
	desk: Pick<Desk, 'db' | 'keys' | 'pepper' | 'origin'>,
	{
		agencyId,
		...given
	}: {
		agencyId: AgencyId;
		name: string;
		email: string;
		role: Role;
		organisationId: OrganisationId;
	}
): Promise<Invited | null> {
	const id = staffId.parse(uuid());
	const row = { agencyId, id, ...given, unitId: null, languages: ['en'] };
	const emailHash = signInHash(given.email, desk.pepper);
	try {
		return await withAgency(desk.db, agencyId, async (tx) => {
			await addStaff(tx, row, { emailHash, passwordHash: null });
			const made = await makeLink(tx, desk, {
				agencyId,
				staffId: id,
				purpose: 'invitation',
				madeBy: null,
				way: 'print'
			});
			return { staffId: id, ...made };
		});
	} catch (error) {
		// unique_violation: one address signs in one person
		if (databaseCode(error) === '23505') return null;
		throw error;
	}
}
