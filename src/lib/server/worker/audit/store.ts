import { asc, eq, and, sql } from 'drizzle-orm';
import { auditBody, type AuditEvent } from '#lib/domain/audit-events/index.ts';
import type { AgencyId } from '#lib/domain/ids.ts';
import type { Database, Runner, Transaction } from '#lib/server/platform/db/client.ts';
import { agencyTable, auditPending, heartbeat } from '#lib/server/platform/db/schema/index.ts';

export async function append(db: Runner, agencyId: AgencyId, event: AuditEvent): Promise<void> {
	await db.execute(sql`select audit_append(${agencyId}::uuid, ${auditBody(event)})`);
}

/** What intake left, oldest first; another worker takes others. Of no agency: it stays where it is. */
export function claimPending(tx: Transaction, most: number) {
	return tx
		.select()
		.from(auditPending)
		.where(
			sql`exists (select 1 from ${agencyTable} where ${agencyTable.id} = ${auditPending.agencyId})`
		)
		.orderBy(asc(auditPending.at), asc(auditPending.id))
		.limit(most)
		.for('update', { skipLocked: true });
}

export async function chain(tx: Transaction, row: typeof auditPending.$inferSelect): Promise<void> {
	await tx.execute(sql`select audit_append(${row.agencyId}::uuid, ${row.body})`);
	await tx
		.delete(auditPending)
		.where(and(eq(auditPending.agencyId, row.agencyId), eq(auditPending.id, row.id)));
}

/** One row an agency, because every key starts with the agency. */
export async function beat(db: Database, part: string): Promise<void> {
	await db
		.insert(heartbeat)
		.select(
			db
				.select({
					agencyId: agencyTable.id,
					part: sql<string>`${part}::text`.as('part'),
					at: sql<Date>`heard_now()`.as('at')
				})
				.from(agencyTable)
		)
		.onConflictDoUpdate({
			target: [heartbeat.agencyId, heartbeat.part],
			set: { at: sql`heard_now()` }
		});
}
