import { and, eq } from 'drizzle-orm';
import type { AgencyId, StaffId, UnitId } from '#lib/domain/ids.ts';
import type { AgencyKeyRow, BoxKeyRow } from '#lib/server/platform/crypto/keys/index.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import {
	agencyKey,
	agencyTable,
	boxKey,
	organisation,
	signIn,
	staff,
	unit
} from '#lib/server/platform/db/schema/index.ts';

export async function addAgency(
	tx: Transaction,
	row: typeof agencyTable.$inferInsert,
	keys: { agencyKey: AgencyKeyRow; boxKey: BoxKeyRow }
): Promise<void> {
	await tx.insert(agencyTable).values(row);
	await tx.insert(agencyKey).values(keys.agencyKey);
	await tx.insert(boxKey).values(keys.boxKey);
}

export async function addOrganisation(
	tx: Transaction,
	row: typeof organisation.$inferInsert
): Promise<void> {
	await tx.insert(organisation).values(row);
}

export async function addUnit(tx: Transaction, row: typeof unit.$inferInsert): Promise<void> {
	await tx.insert(unit).values(row);
}

/** False when the unit is not one of this agency. */
export async function setSupervisor(
	tx: Transaction,
	{ agencyId, unitId, staffId }: { agencyId: AgencyId; unitId: UnitId; staffId: StaffId }
): Promise<boolean> {
	const changed = await tx
		.update(unit)
		.set({ supervisorId: staffId })
		.where(and(eq(unit.agencyId, agencyId), eq(unit.id, unitId)));
	return changed.count === 1;
}

export async function addStaff(
	tx: Transaction,
	row: typeof staff.$inferInsert,
	way: Pick<typeof signIn.$inferInsert, 'emailHash' | 'passwordHash'>
): Promise<void> {
	await tx.insert(staff).values(row);
	await tx.insert(signIn).values({ ...way, agencyId: row.agencyId, staffId: row.id });
}
