import { and, eq, isNull, or, sql } from 'drizzle-orm';
import { agencyId, type AgencyId } from '#lib/domain/ids.ts';
import type { Database, Transaction } from '#lib/server/platform/db/client.ts';
import { agencyTable, staff } from '#lib/server/platform/db/schema/index.ts';
import type { Staff } from '../../access/index.ts';

/** The agency of this id or name; null when there is none, or two of the name. */
export async function findAgency(db: Database, called: string): Promise<AgencyId | null> {
	const isId = agencyId.safeParse(called).success;
	const found = await db
		.select({ id: agencyTable.id })
		.from(agencyTable)
		.where(isId ? sql`${agencyTable.id} = ${called}::uuid` : eq(agencyTable.name, called))
		.limit(2);
	const [only, other] = found;
	return only && !other ? only.id : null;
}

/** Somebody of the agency who can sign in. */
export async function findByEmail(
	tx: Transaction,
	{ agencyId: agency, email }: { agencyId: AgencyId; email: string }
): Promise<Staff | null> {
	const [found] = await tx
		.select({
			agencyId: staff.agencyId,
			staffId: staff.id,
			role: staff.role,
			organisationId: staff.organisationId
		})
		.from(staff)
		.where(
			and(
				eq(staff.agencyId, agency),
				or(eq(staff.email, email), sql`lower(${staff.email}) = ${email.toLowerCase()}`),
				isNull(staff.disabledAt)
			)
		);
	return found ?? null;
}
