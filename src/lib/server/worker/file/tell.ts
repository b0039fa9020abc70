import type { Lane } from '#lib/domain/concern/index.ts';
import type { StaffId } from '#lib/domain/ids.ts';
import type { Severity } from '#lib/domain/rules/index.ts';
import * as notices from '#lib/server/desk/notices/index.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import type { CaseRow, OpenedCase } from '../case/index.ts';
import { supportWorkersOf, whoMayKnow } from './store.ts';

/** A flag that has entered a lane, or has become more severe there. */
export type News = { lane: Lane; severity: Severity };

/**
 * Tells those who work the lanes that something is waiting, one mail each.
 * Each lane is told of its own flags only, and nobody who is kept from this case learns that it is.
 */
export async function tell(
	tx: Transaction,
	{ row, boxKey }: OpenedCase,
	news: readonly News[]
): Promise<void> {
	const isCritical = new Map<StaffId, boolean>();
	for (const { lane, severity } of news) {
		for (const person of await workersOf(tx, row, { lane, severity })) {
			isCritical.set(person, isCritical.get(person) === true || severity === 'critical');
		}
	}
	const { agencyId } = row;
	for (const staffId of await whoMayKnow(tx, row, [...isCritical.keys()])) {
		const kind = isCritical.get(staffId) ? 'critical_item' : 'new_item';
		await notices.add(tx, { agencyId, staffId, kind }, boxKey);
	}
}

async function workersOf(
	tx: Transaction,
	row: CaseRow,
	{ lane, severity }: News
): Promise<StaffId[]> {
	const { agencyId, officerId, deputyId, supervisorId } = row;
	const { supportWorkerId, supportOrganisationId: organisationId } = row;
	switch (lane) {
		case 'police':
			return those(officerId, deputyId, severity === 'critical' ? supervisorId : null);
		case 'supervisor':
			return those(supervisorId);
		case 'support':
			if (supportWorkerId || !organisationId) return those(supportWorkerId);
			return supportWorkersOf(tx, { agencyId, organisationId });
		case 'other_unit':
			return [];
	}
}

const those = (...people: (StaffId | null)[]): StaffId[] => people.filter((one) => one !== null);
