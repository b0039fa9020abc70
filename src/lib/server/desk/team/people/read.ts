import { dayAt } from '#lib/domain/concern/calendar.ts';
import { staffId } from '#lib/domain/ids.ts';
import { actsFor, teamScopeOf, type StaffView } from '#lib/domain/team/index.ts';
import { databaseNow, withAgency } from '#lib/server/platform/db/client.ts';
import { deny, type Desk, type Staff } from '../../access/index.ts';
import { findSettings } from '../../cases/index.ts';
import { findPerson, findPlaces } from './store.ts';
import { ROUTE } from './with-person.ts';

/** A person with what may be done about the account. Null for who sees none, as for an unknown id. */
export async function read(desk: Desk, staff: Staff, id: string): Promise<StaffView | null> {
	const scope = teamScopeOf(staff.role);
	const parsed = staffId.safeParse(id);
	if (!scope || !parsed.success) return null;
	const { agencyId } = staff;
	return withAgency(desk.db, agencyId, async (tx) => {
		const person = await findPerson(tx, staff, { scope, id: parsed.data });
		if (!person) return deny(tx, staff, { object: parsed.data, route: ROUTE });

		const { organisationId, organisation, unitId, unit, isMarkedAway, ...rest } = person;
		const isYou = person.staffId === staff.staffId;
		const acts = actsFor(scope, { status: person.status, isYou, isMarkedAway });
		const { intake } = await findSettings(tx, agencyId);
		const now = await databaseNow(tx);
		return {
			...rest,
			scope,
			isYou,
			organisation: { id: organisationId, name: organisation },
			unit: unitId === null || unit === null ? null : { id: unitId, name: unit },
			awayFrom: isMarkedAway ? person.awayFrom : null,
			awayUntil: isMarkedAway ? person.awayUntil : null,
			acts,
			choices: acts.includes('change') ? await findPlaces(tx, agencyId) : null,
			today: dayAt(now, intake.timeZone),
			now
		};
	});
}
