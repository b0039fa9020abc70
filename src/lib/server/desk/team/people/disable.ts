import type { Desk } from '../../access/index.ts';
import * as audit from '../../audit/index.ts';
import * as session from '../../auth/session.ts';
import { leaveCases } from '../../cases/index.ts';
import type { Asking, StepUp } from '../asking.ts';
import { holds } from './holds.ts';
import * as store from './store.ts';
import { held, withPerson, type HeldBack } from './with-person.ts';

export type Done = { kind: 'done' } | HeldBack | StepUp;

/** Nobody signs in with this account any more; who is signed in is out with the next request. */
export function disable(desk: Desk, staff: Asking, id: string): Promise<Done | null> {
	return withPerson<Done>(desk, staff, { id, act: 'disable' }, async (tx, { staffId, role }) => {
		const at = { agencyId: staff.agencyId, staffId };
		const why = await holds(tx, at, { isAdmin: role === 'admin' });
		if (why) return held(why);
		await leaveCases(tx, { ...at, by: staff.staffId });
		await store.setDisabled(tx, at);
		await store.endSetupLinks(tx, at);
		await session.endAll(tx, at);
		await audit.append(tx, staff.agencyId, {
			event: 'staff.disabled',
			by: staff.staffId,
			staff: staffId
		});
		return { kind: 'done' };
	});
}

/** The account opens again, with the password and the second factor that it had. */
export function enable(desk: Desk, staff: Asking, id: string): Promise<Done | null> {
	return withPerson<Done>(desk, staff, { id, act: 'enable' }, async (tx, { staffId }) => {
		await store.setEnabled(tx, { agencyId: staff.agencyId, staffId });
		await audit.append(tx, staff.agencyId, {
			event: 'staff.enabled',
			by: staff.staffId,
			staff: staffId
		});
		return { kind: 'done' };
	});
}
