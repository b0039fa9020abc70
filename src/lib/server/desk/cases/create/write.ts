import { v7 as uuid } from 'uuid';
import { caseFacts, type CaseOrder, type CaseProgramme } from '#lib/domain/case-facts.ts';
import type { CheckInView } from '#lib/domain/access/index.ts';
import type { Intervention } from '#lib/domain/case/index.ts';
import {
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
import { databaseNow, type Transaction } from '#lib/server/platform/db/client.ts';
import type { Desk } from '../../access/index.ts';
import type { CasePlace } from '../facts.ts';
import { addCases, addCheckIn, addOrders, addProgramme } from './store.ts';

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
	intervention?: Intervention;
	/** Sealed. The terms of orders come with the orders. */
	facts: Omit<z.input<typeof caseFacts>, 'orderTerms'>;
	orders: NewOrder[];
	/** Without `statusAt` the status begins now. */
	programme:
		| (Omit<CaseProgramme, 'statusAt'> & {
				statusAt?: Date;
				organisationId: OrganisationId;
				workerId?: StaffId | null;
				reference?: string | null;
				orderedByCourt?: boolean;
				referredOn?: string | null;
		  })
		| null;
	/** Rounds of the schedule. */
	checkIns: { point: CheckInView['point']; dueAt: Date }[];
};

/** Everything of a new case that needs no database: its keys and its sealed facts. */
export type PreparedCase = Awaited<ReturnType<typeof prepareCase>>;

export async function prepareCase(
	tx: Transaction,
	desk: Desk,
	{ at, given }: { at: CasePlace; given: NewCase }
) {
	const orders = given.orders.map((order) => ({ ...order, id: orderId.parse(uuid()) }));
	const key = await makeCaseKey({
		...at,
		agencyKey: await desk.keys.agencyPublicKey(tx, at.agencyId)
	});
	const sealed = await sealCaseFacts({
		...at,
		version: 1,
		publicKey: key.publicKey,
		content: caseFacts.parse({ ...given.facts, orderTerms: termsOf(orders) })
	});
	return { at, given, orders, key, facts: { ...at, version: 1, sealed } };
}

/** All of these cases, the same statements for each. `isParked`: see `case.parked_at`. */
export async function writeCases(
	tx: Transaction,
	prepared: readonly (PreparedCase & { isParked: boolean })[]
): Promise<void> {
	if (prepared.length === 0) return;
	const now = await databaseNow(tx);
	await addCases(tx, {
		cases: prepared.map(({ at, given, isParked }) => ({
			...rowOf(at, given),
			parkedAt: isParked ? now : null
		})),
		keys: prepared.map(({ key }) => key),
		facts: prepared.map(({ facts }) => facts)
	});
	await addOrders(
		tx,
		prepared.flatMap(({ at, orders }) => orders.map((one) => ({ ...plainPart(one), ...at })))
	);
	await addProgramme(
		tx,
		prepared.flatMap(({ at, given }) =>
			given.programme ? [{ ...at, statusAt: now, ...given.programme }] : []
		)
	);
	const rounds = prepared.flatMap(({ at, given }) =>
		given.checkIns.map((round) => roundRows(at, { ...round, state: 'planned' }))
	);
	await addCheckIn(
		tx,
		rounds.map(({ checkIn }) => checkIn),
		rounds.map(({ response }) => response)
	);
}

function rowOf({ agencyId, caseId }: CasePlace, given: NewCase) {
	const { reference, unitId, interventionOn, intervention = 'other' } = given;
	const { responsibleOfficerId, deputyOfficerId } = given;
	const { supportOrganisationId, supportWorkerId } = given;
	return {
		agencyId,
		id: caseId,
		reference,
		unitId,
		interventionOn,
		intervention,
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

type Round = Pick<CheckInView, 'point' | 'dueAt' | 'state'>;

function roundRows(
	{ agencyId, caseId }: { agencyId: CasePlace['agencyId']; caseId: CaseId },
	{ point, dueAt, state }: Round
) {
	const id = checkInId.parse(uuid());
	const response = responseId.parse(uuid());
	return {
		checkIn: { agencyId, id, caseId, point, state, dueAt },
		response: { agencyId, id: response, checkInId: id, caseId }
	};
}

/** A check-in with its one response. */
export async function addRound(
	tx: Transaction,
	at: CasePlace,
	round: Round
): Promise<{ id: CheckInId; responseId: ResponseId }> {
	const { checkIn, response } = roundRows(at, round);
	await addCheckIn(tx, [checkIn], [response]);
	return { id: checkIn.id, responseId: response.id };
}
