import { v7 as uuid } from 'uuid';
import type { Staff, SteppingStaff } from '#lib/server/desk/access/index.ts';
import type { Ground } from '../support/heard.ts';

/** Somebody with a session in which a second factor was shown now; `never`: in which none was. */
export async function steppedUp<Someone extends Staff>(
	{ superuser }: Pick<Ground, 'superuser'>,
	staff: Someone,
	when: 'now' | 'never' = 'now'
): Promise<Someone & SteppingStaff> {
	const session = uuid();
	await superuser`
		insert into session (id_hash, handle, agency_id, staff_id, stepped_up_at)
		values (${`of ${session}`}, ${session}, ${staff.agencyId}, ${staff.staffId},
			${when === 'now' ? superuser`heard_now()` : null})`;
	return { ...staff, session };
}
