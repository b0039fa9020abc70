import { mayWorkLinks, type IssuedCard } from '#lib/domain/access/index.ts';
import { deliveryContent, type ShownCard } from '#lib/domain/contact/index.ts';
import { caseId, linkId } from '#lib/domain/ids.ts';
import { groups, parseToken } from '#lib/domain/link/index.ts';
import { openDelivery } from '#lib/server/platform/crypto/open/index.ts';
import { databaseNow, withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import { drawQr } from '#lib/server/platform/qr.ts';
import { deny, reach, type Desk, type Staff } from '../access/index.ts';
import * as audit from '../audit/index.ts';
import { addCaseEvent } from '../contact/index.ts';
import { findWaitingCard, lockLink, markShown } from './store.ts';

export const CARD_ROUTE = '/desk/cases/[id]/links/[link]/card';

type Asked = { caseId: string; linkId: string };

function parse(staff: Staff, asked: Asked) {
	const ofCase = caseId.safeParse(asked.caseId);
	const ofLink = linkId.safeParse(asked.linkId);
	if (!ofCase.success || !ofLink.success) return null;
	return { agencyId: staff.agencyId, caseId: ofCase.data, linkId: ofLink.data };
}

type At = NonNullable<ReturnType<typeof parse>>;

/** The page before the address is shown. Null for who has no part in the links of this case. */
export async function prepareCard(
	desk: Desk,
	staff: Staff,
	asked: Asked
): Promise<ShownCard | null> {
	const at = parse(staff, asked);
	if (!at) return null;
	return withAgency(desk.db, at.agencyId, async (tx) => {
		const row = await findCard(tx, staff, at);
		if (!row) return null;
		return {
			caseId: at.caseId,
			reference: row.reference,
			linkId: at.linkId,
			way: row.way === 'aloud' ? ('aloud' as const) : ('card' as const),
			state: stateFor(staff, row),
			issuedBy: row.issuedBy.name,
			now: await databaseNow(tx)
		};
	});
}

export type CardShown =
	| { kind: 'shown'; card: Omit<IssuedCard, 'pin'> }
	/** This reader issued the link and knows its code: nobody gets both. */
	| { kind: 'own' }
	/** It was shown before, or the link has ended. */
	| { kind: 'over' };

/**
 * Shows the address of a link to somebody who does not know its code: once, to one person, and then it
 * is nowhere any more. Null for who has no part in the links of this case.
 */
export async function showCard(desk: Desk, staff: Staff, asked: Asked): Promise<CardShown | null> {
	const at = parse(staff, asked);
	if (!at) return null;
	return withAgency(desk.db, at.agencyId, async (tx) => {
		// locked: two colleagues who press at once must not both see it
		await lockLink(tx, at);
		const row = await findCard(tx, staff, at);
		if (!row) return null;
		const state = stateFor(staff, row);
		const { deliveryId, sealed } = row;
		if (state !== 'ready' || !deliveryId || !sealed)
			return { kind: state === 'own' ? state : 'over' };

		await markShown(tx, { ...at, deliveryId, staffId: staff.staffId });
		await addCaseEvent(tx, {
			agencyId: at.agencyId,
			caseId: at.caseId,
			kind: 'card_shown',
			by: staff.staffId
		});
		await audit.append(tx, at.agencyId, {
			event: 'card.shown',
			by: staff.staffId,
			case: at.caseId,
			link: at.linkId
		});
		// within the transaction: what does not open is not marked as shown
		const key = await desk.keys.caseKey(tx, at);
		const { address } = deliveryContent.parse(
			await openDelivery({ key, agencyId: at.agencyId, caseId: at.caseId, deliveryId, sealed })
		);
		return { kind: 'shown', card: cardOf(address, { ...row, linkId: at.linkId }) };
	});
}

type Row = NonNullable<Awaited<ReturnType<typeof findWaitingCard>>>;

async function findCard(tx: Transaction, staff: Staff, at: At): Promise<Row | null> {
	const relation = await reach(tx, staff, at.caseId);
	const row = relation && mayWorkLinks(relation) ? await findWaitingCard(tx, at) : null;
	return row ?? deny(tx, staff, { object: at.linkId, route: CARD_ROUTE });
}

function stateFor({ staffId }: Staff, row: Row): ShownCard['state'] {
	if (row.issuedBy.id === staffId) return 'own';
	return row.isAlive && row.sealed ? 'ready' : 'over';
}

function cardOf(
	address: string,
	{ linkId: id, expiresAt, language, reference }: Row & { linkId: string }
): Omit<IssuedCard, 'pin'> {
	const token = parseToken(new URL(address).pathname.slice('/l/'.length));
	if (!token) throw new Error('an address without a token');
	return {
		linkId: id,
		address,
		groups: groups(token),
		qr: drawQr(address),
		expiresAt,
		language,
		reference
	};
}
