import { v7 as uuid } from 'uuid';
import { caseFacts, type CaseOrder, type CaseProgramme } from '#lib/domain/case-facts.ts';
import type { CheckInView } from '#lib/domain/access/index.ts';
import {
	caseId,
	checkInId,
	orderId,
	responseId,
	type CaseId,
	type CheckInId,
	type OrganisationId,
	type ResponseId,
	type StaffId,
	type UnitId
} from '#lib/domain/ids.ts';
import type { z } from 'zod';
import { makeCaseKey } from '#lib/server/platform/crypto/keys/index.ts';
import { sealCaseFacts } from '#lib/server/platform/crypto/seal/index.ts';
import { databaseNow, withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import type { Desk, Staff } from '../../access/index.ts';
import * as audit from '../../audit/index.ts';
import type { CasePlace } from '../facts.ts';
import { addCase, addCheckIn, addFacts, addOrders, addProgramme } from './store.ts';

export type NewOrder = Omit<CaseOrder, 'id'> & { noContact: boolean; noContactChildren: boolean };

export type NewCase = {
	/** Reference of the police system; never a name. */
	reference: string;
	unitId: UnitId;
	responsibleOfficerId: StaffId;
	deputyOfficerId: StaffId | null;
	supportOrganisationId: OrganisationId | null;
	supportWorkerId: StaffId | null;
	/** Local calendar day, as `2026-11-16`. */
	interventionOn: string;
	/** Sealed. The terms of orders come with the orders. */
	facts: Omit<z.input<typeof caseFacts>, 'orderTerms'>;
	orders: NewOrder[];
	/** Without `statusAt` the status begins now. */
	programme:
		(Omit<CaseProgramme, 'statusAt'> & { statusAt?: Date; organisationId: OrganisationId }) | null;
	/** Rounds of the schedule. */
	checkIns: { point: CheckInView['point']; dueAt: Date }[];
};

/**
 * A case with its key pair, its sealed facts, orders, programme and planned rounds, all or nothing.
 * Throws when the reference is taken in this agency.
 */
export async function create(
	desk: Desk,
	by: Pick<Staff, 'agencyId' | 'staffId'>,
	given: NewCase
): Promise<CaseId> {
	const { agencyId, staffId } = by;
	const id = caseId.parse(uuid());
	const orders = given.orders.map((order) => ({ ...order, id: orderId.parse(uuid()) }));
	const at = { agencyId, caseId: id };

	await withAgency(desk.db, agencyId, async (tx) => {
		const key = await makeCaseKey({
			...at,
			agencyKey: await desk.keys.agencyPublicKey(tx, agencyId)
		});
		await addCase(tx, rowOf(at, given), key);
		await addFacts(tx, {
			...at,
			version: 1,
			sealed: await sealCaseFacts({
				...at,
				version: 1,
				publicKey: key.publicKey,
				content: caseFacts.parse({ ...given.facts, orderTerms: termsOf(orders) })
			})
		});
		await addOrders(tx, at, orders.map(plainPart));
		if (given.programme) {
			const { statusAt = await databaseNow(tx), ...programme } = given.programme;
			await addProgramme(tx, { ...at, ...programme, statusAt });
		}
		for (const round of given.checkIns) await addRound(tx, at, { ...round, state: 'planned' });
		await audit.append(tx, agencyId, { event: 'case.created', by: staffId, case: id });
	});
	return id;
}

function rowOf({ agencyId, caseId }: CasePlace, given: NewCase) {
	const { reference, unitId, interventionOn } = given;
	const { responsibleOfficerId, deputyOfficerId } = given;
	const { supportOrganisationId, supportWorkerId } = given;
	return {
		agencyId,
		id: caseId,
		reference,
		unitId,
		interventionOn,
		responsibleOfficerId,
		deputyOfficerId,
		supportOrganisationId,
		supportWorkerId
	};
}

type MadeOrder = NewOrder & { id: CaseOrder['id'] };

/** What an order forbids is hers and his affair: it is sealed with the facts. */
function termsOf(orders: readonly MadeOrder[]) {
	return Object.fromEntries(
		orders.map(({ id, noContact, noContactChildren }) => [id, { noContact, noContactChildren }])
	);
}

function plainPart({ id, kind, state, fromAt, toAt }: MadeOrder): CaseOrder {
	return { id, kind, state, fromAt, toAt };
}

/** A check-in with its one response. */
export async function addRound(
	tx: Transaction,
	{ agencyId, caseId }: CasePlace,
	{ point, dueAt, state }: Pick<CheckInView, 'point' | 'dueAt' | 'state'>
): Promise<{ id: CheckInId; responseId: ResponseId }> {
	const id = checkInId.parse(uuid());
	const response = responseId.parse(uuid());
	await addCheckIn(
		tx,
		{ agencyId, id, caseId, point, state, dueAt },
		{ agencyId, id: response, checkInId: id, caseId }
	);
	return { id, responseId: response };
}
