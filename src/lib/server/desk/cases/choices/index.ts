import type { CaseChoices } from '#lib/domain/case/index.ts';
import type { AgencyId, StaffId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import type { Staff } from '../../access/index.ts';
import { findOfficers, findOrganisations, findOtherWorkers, findUnits } from './store.ts';

/** Whom and what the form of a new case offers this person. */
export async function choicesFor(tx: Transaction, staff: Staff): Promise<CaseChoices> {
	const units = await findUnits(tx, staff);
	const officers = await findOfficers(tx, {
		agencyId: staff.agencyId,
		unitIds: units.map(({ id }) => id)
	});
	return { units, officers, ...(await partnersOf(tx, staff)) };
}

export type Partners = Omit<CaseChoices, 'units' | 'officers'>;

/**
 * The organisations beside the police, and who works there. Who is blocked from a case is not
 * offered for it: they could not see what they were given.
 */
export async function partnersOf(
	tx: Transaction,
	{ agencyId }: { agencyId: AgencyId },
	blockedIds: readonly StaffId[] = []
): Promise<Partners> {
	const organisations = await findOrganisations(tx, agencyId);
	const workers = (await findOtherWorkers(tx, agencyId)).filter(
		({ id }) => !blockedIds.includes(id)
	);
	const named = (kind: 'support' | 'programme') =>
		organisations.filter((one) => one.kind === kind).map(({ id, name }) => ({ id, name }));
	const of = (role: 'support_worker' | 'programme_worker') =>
		workers
			.filter((one) => one.role === role)
			.map(({ id, name, email, organisationId }) => ({ id, name, email, organisationId }));
	return {
		supportOrganisations: named('support'),
		supportWorkers: of('support_worker'),
		providers: named('programme'),
		programmeWorkers: of('programme_worker')
	};
}

export { findOfficers } from './store.ts';
