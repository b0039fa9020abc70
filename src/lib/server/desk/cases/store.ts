import {
	and,
	asc,
	desc,
	eq,
	inArray,
	isNull,
	max,
	min,
	ne,
	notInArray,
	sql,
	type SQL
} from 'drizzle-orm';
import { alias, type AnyPgColumn } from 'drizzle-orm/pg-core';
import { leadingRoles } from '#lib/domain/access/index.ts';
import type { CaseOrder, CaseProgramme } from '#lib/domain/case-facts.ts';
import type { AgencyId, CaseId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import {
	agencyTable,
	caseFacts,
	caseTable,
	checkIn,
	concern,
	concernLane,
	delivery,
	link,
	order,
	organisation,
	programme,
	response,
	responseRevision,
	staff as staffTable,
	unit
} from '#lib/server/platform/db/schema/index.ts';
import { ofItsUnit, teamColumns } from '../access/store.ts';

type CasePlace = { agencyId: AgencyId; caseId: CaseId };

export async function findFacts(tx: Transaction, { agencyId, caseId }: CasePlace) {
	const [found] = await tx
		.select({ version: caseFacts.version, sealed: caseFacts.sealed })
		.from(caseFacts)
		.where(and(eq(caseFacts.agencyId, agencyId), eq(caseFacts.caseId, caseId)));
	return found ?? null;
}

export function findOrders(tx: Transaction, { agencyId, caseId }: CasePlace): Promise<CaseOrder[]> {
	return tx
		.select({
			id: order.id,
			kind: order.kind,
			state: order.state,
			fromAt: order.fromAt,
			toAt: order.toAt
		})
		.from(order)
		.where(and(eq(order.agencyId, agencyId), eq(order.caseId, caseId)))
		.orderBy(desc(order.fromAt), order.id);
}

export async function findProgramme(
	tx: Transaction,
	{ agencyId, caseId }: CasePlace
): Promise<CaseProgramme | null> {
	const [found] = await tx
		.select({
			status: programme.status,
			statusAt: programme.statusAt,
			sessionsDue: programme.sessionsDue,
			sessionsAttended: programme.sessionsAttended
		})
		.from(programme)
		.where(and(eq(programme.agencyId, agencyId), eq(programme.caseId, caseId)));
	return found ?? null;
}

const officer = alias(staffTable, 'officer');
const deputy = alias(staffTable, 'deputy');
const supportWorker = alias(staffTable, 'support_worker');

/** Not on duty now: disabled, of another role, or marked as away. False for nobody. */
export function isAway(
	one: Record<'role' | 'disabledAt' | 'awayFrom' | 'awayUntil', AnyPgColumn>
): SQL<boolean> {
	return sql<boolean>`(${one.disabledAt} is not null
		or coalesce(${notInArray(one.role, [...leadingRoles])}, false)
		or coalesce(${one.awayFrom} <= heard_now()
			and (${one.awayUntil} is null or ${one.awayUntil} > heard_now()), false))`;
}

/** The case with its team and their names. */
export async function findCase(tx: Transaction, { agencyId, caseId }: CasePlace) {
	const [found] = await tx
		.select({
			at: { agencyId: caseTable.agencyId, caseId: caseTable.id },
			reference: caseTable.reference,
			interventionOn: caseTable.interventionOn,
			intervention: caseTable.intervention,
			closedAt: caseTable.closedAt,
			unit: unit.name,
			officer: { id: officer.id, name: officer.name },
			isOfficerAway: isAway(officer),
			deputy: { id: deputy.id, name: deputy.name },
			isDeputyAway: isAway(deputy),
			supportOrganisation: organisation.name,
			supportWorker: { id: supportWorker.id, name: supportWorker.name },
			team: teamColumns
		})
		.from(caseTable)
		.innerJoin(unit, ofItsUnit)
		.innerJoin(
			officer,
			and(eq(officer.agencyId, caseTable.agencyId), eq(officer.id, caseTable.responsibleOfficerId))
		)
		.leftJoin(
			deputy,
			and(eq(deputy.agencyId, caseTable.agencyId), eq(deputy.id, caseTable.deputyOfficerId))
		)
		.leftJoin(
			supportWorker,
			and(
				eq(supportWorker.agencyId, caseTable.agencyId),
				eq(supportWorker.id, caseTable.supportWorkerId)
			)
		)
		.leftJoin(
			organisation,
			and(
				eq(organisation.agencyId, caseTable.agencyId),
				eq(organisation.id, caseTable.supportOrganisationId)
			)
		)
		.where(and(eq(caseTable.agencyId, agencyId), eq(caseTable.id, caseId)));
	return found ?? null;
}

/** What the agency has set, for the desk and for a visit. */
export async function findSettings(tx: Transaction, agencyId: AgencyId) {
	const [found] = await tx
		.select({ desk: agencyTable.deskSettings, intake: agencyTable.intakeSettings })
		.from(agencyTable)
		.where(eq(agencyTable.id, agencyId));
	if (!found) throw new Error('there is no such agency');
	return found;
}

/** Open lanes of these cases' open concerns. */
export function findOpenLanes(
	tx: Transaction,
	{ agencyId, caseIds }: { agencyId: AgencyId; caseIds: CaseId[] }
) {
	return tx
		.select({
			caseId: concernLane.caseId,
			concernId: concernLane.concernId,
			lane: concernLane.lane,
			severity: concernLane.severity,
			severityRank: concernLane.severityRank,
			state: concernLane.state
		})
		.from(concernLane)
		.innerJoin(
			concern,
			and(
				eq(concern.agencyId, concernLane.agencyId),
				eq(concern.id, concernLane.concernId),
				isNull(concern.closedAt)
			)
		)
		.where(
			and(
				eq(concernLane.agencyId, agencyId),
				inArray(concernLane.caseId, caseIds),
				ne(concernLane.state, 'closed')
			)
		);
}

/** The rounds of a case, the latest due first, each with the time of its sent answers. */
export function findCheckIns(tx: Transaction, { agencyId, caseId }: CasePlace) {
	return tx
		.select({
			id: checkIn.id,
			point: checkIn.point,
			state: checkIn.state,
			dueAt: checkIn.dueAt,
			answeredAt: responseRevision.savedAt
		})
		.from(checkIn)
		.leftJoin(
			response,
			and(eq(response.agencyId, checkIn.agencyId), eq(response.checkInId, checkIn.id))
		)
		.leftJoin(
			responseRevision,
			and(
				eq(responseRevision.agencyId, response.agencyId),
				eq(responseRevision.responseId, response.id),
				eq(responseRevision.kind, 'sent')
			)
		)
		.where(and(eq(checkIn.agencyId, agencyId), eq(checkIn.caseId, caseId)))
		.orderBy(desc(checkIn.dueAt), desc(checkIn.id));
}

const shower = alias(staffTable, 'shower');

/** Links of the case's rounds, the newest first. No address and no code is stored anywhere. */
export function findLinks(tx: Transaction, { agencyId, caseId }: CasePlace) {
	return tx
		.select({
			id: link.id,
			checkInId: link.checkInId,
			state: link.state,
			triesLeft: link.triesLeft,
			isOver: sql<boolean>`${link.expiresAt} <= heard_now()`,
			issuedAt: link.issuedAt,
			issuedBy: staffTable.name,
			expiresAt: link.expiresAt,
			openedAt: link.openedAt,
			oneHand: link.oneHand,
			language: link.locale,
			way: link.way,
			issuedById: link.issuedBy,
			shownBy: shower.name
		})
		.from(link)
		.leftJoin(shower, and(eq(shower.agencyId, link.agencyId), eq(shower.id, link.addressShownTo)))
		.leftJoin(
			staffTable,
			and(eq(staffTable.agencyId, link.agencyId), eq(staffTable.id, link.issuedBy))
		)
		.where(and(eq(link.agencyId, agencyId), eq(link.caseId, caseId)))
		.orderBy(desc(link.issuedAt), desc(link.id));
}
export type LinkRow = Awaited<ReturnType<typeof findLinks>>[number];

/** What is or was on its way to her with the address of a link, the oldest first. */
export function findDeliveries(tx: Transaction, { agencyId, caseId }: CasePlace) {
	return tx
		.select({
			linkId: delivery.linkId,
			channel: delivery.channel,
			occasion: delivery.occasion,
			state: delivery.state,
			reason: delivery.reason,
			dueAt: delivery.dueAt,
			handedAt: delivery.handedAt
		})
		.from(delivery)
		.where(and(eq(delivery.agencyId, agencyId), eq(delivery.caseId, caseId)))
		.orderBy(asc(delivery.madeAt), asc(delivery.id));
}
export type DeliveryRow = Awaited<ReturnType<typeof findDeliveries>>[number];

/** When answers last came for each of these cases, and when the next round is due. */
export async function findTimes(
	tx: Transaction,
	{ agencyId, caseIds }: { agencyId: AgencyId; caseIds: CaseId[] }
) {
	const answered = await tx
		.select({ caseId: responseRevision.caseId, at: max(responseRevision.savedAt) })
		.from(responseRevision)
		.where(
			and(
				eq(responseRevision.agencyId, agencyId),
				inArray(responseRevision.caseId, caseIds),
				eq(responseRevision.kind, 'sent')
			)
		)
		.groupBy(responseRevision.caseId);
	const due = await tx
		.select({ caseId: checkIn.caseId, at: min(checkIn.dueAt) })
		.from(checkIn)
		.where(
			and(
				eq(checkIn.agencyId, agencyId),
				inArray(checkIn.caseId, caseIds),
				inArray(checkIn.state, ['planned', 'offered', 'started'])
			)
		)
		.groupBy(checkIn.caseId);
	return { answered: byCase(answered), due: byCase(due) };
}

function byCase(rows: { caseId: CaseId; at: Date | null }[]): Map<CaseId, Date | null> {
	return new Map(rows.map(({ caseId, at }) => [caseId, at]));
}

/** False when somebody else changed them meanwhile. */
export async function replaceFacts(
	tx: Transaction,
	{ agencyId, caseId, version, sealed }: CasePlace & { version: number; sealed: Uint8Array }
): Promise<boolean> {
	const changed = await tx
		.update(caseFacts)
		.set({ version, sealed, changedAt: sql`heard_now()` })
		.where(
			and(
				eq(caseFacts.agencyId, agencyId),
				eq(caseFacts.caseId, caseId),
				eq(caseFacts.version, version - 1)
			)
		);
	return changed.count === 1;
}
