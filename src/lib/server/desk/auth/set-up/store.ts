import { and, eq, or, sql } from 'drizzle-orm';
import type { AgencyId, StaffId } from '#lib/domain/ids.ts';
import type { Runner, Transaction } from '#lib/server/platform/db/client.ts';
import { agencyTable, organisation, setupLink } from '#lib/server/platform/db/schema/index.ts';
import type { LinkPurpose } from './make-link.ts';

type Person = { agencyId: AgencyId; staffId: StaffId };

const isLive = sql`(${setupLink.usedAt} is null and ${setupLink.expiresAt} > heard_now())`;

/** Of one person only the newest link works. */
export async function endLinks(tx: Transaction, { agencyId, staffId }: Person): Promise<void> {
	await tx
		.update(setupLink)
		.set({ expiresAt: sql`heard_now()` })
		.where(and(eq(setupLink.agencyId, agencyId), eq(setupLink.staffId, staffId), isLive));
}

export async function addLink(
	tx: Transaction,
	{
		hours,
		...row
	}: Person & { hash: Uint8Array; purpose: LinkPurpose; madeBy: StaffId | null; hours: number }
): Promise<Date> {
	const [made] = await tx
		.insert(setupLink)
		.values({ ...row, expiresAt: sql`heard_now() + ${hours} * interval '1 hour'` })
		.returning({ expiresAt: setupLink.expiresAt });
	if (!made) throw new Error('the link was not made');
	return made.expiresAt;
}

export type FoundLink = Person & { purpose: LinkPurpose };

/** Before the agency is known: the hash is keyed and nobody can guess a token. */
export async function findLink(db: Runner, hash: Uint8Array): Promise<FoundLink | null> {
	const [found] = await db
		.select({
			agencyId: setupLink.agencyId,
			staffId: setupLink.staffId,
			purpose: setupLink.purpose
		})
		.from(setupLink)
		.where(and(eq(setupLink.hash, hash), isLive));
	return found ?? null;
}

type Place = { agencyId: AgencyId; hash: Uint8Array };

/** False when it is not live any more. Held until the transaction ends. */
export async function holdLink(tx: Transaction, { agencyId, hash }: Place): Promise<boolean> {
	const [found] = await tx
		.select({ staffId: setupLink.staffId })
		.from(setupLink)
		.where(and(eq(setupLink.hash, hash), eq(setupLink.agencyId, agencyId), isLive))
		.for('update');
	return found !== undefined;
}

export async function markUsed(tx: Transaction, { agencyId, hash }: Place): Promise<void> {
	await tx
		.update(setupLink)
		.set({ usedAt: sql`heard_now()` })
		.where(and(eq(setupLink.hash, hash), eq(setupLink.agencyId, agencyId)));
}

/** Null when there is none, or when more than one has this name. */
export async function findAgency(owner: Runner, given: string): Promise<AgencyId | null> {
	const found = await owner
		.select({ id: agencyTable.id })
		.from(agencyTable)
		.where(or(eq(agencyTable.name, given), eq(sql`${agencyTable.id}::text`, given)));
	return found.length === 1 ? (found[0]?.id ?? null) : null;
}

export async function listOrganisations(owner: Runner, agencyId: AgencyId) {
	return owner
		.select({ id: organisation.id, kind: organisation.kind, name: organisation.name })
		.from(organisation)
		.where(eq(organisation.agencyId, agencyId));
}
