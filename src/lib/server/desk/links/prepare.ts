import { v7 as uuid } from 'uuid';
import {
	mayWorkLinks,
	reasonFor,
	type NewLinkView,
	type Relation
} from '#lib/domain/access/index.ts';
import type { SendState } from '#lib/domain/contact/index.ts';
import { caseId, type CaseId } from '#lib/domain/ids.ts';
import { withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import { deny, purposeOf, relationIn, type Desk, type Staff } from '../access/index.ts';
import * as audit from '../audit/index.ts';
import { findCase, findSettings } from '../cases/index.ts';
import { decide, findSending, openSending, sendState } from './sending.ts';

export const ROUTE = '/desk/cases/[id]/links/new';

/** Lives to choose from, in hours; the agency's own stands among them. */
const LIVES = [1, 24, 72, 168];

/**
 * The form for a new link, with what her plan says of messages. Null for who may not make one, and for
 * a closed case.
 */
export async function prepare(desk: Desk, staff: Staff, id: string): Promise<NewLinkView | null> {
	const parsed = caseId.safeParse(id);
	if (!parsed.success) return null;
	const found = await withAgency(desk.db, staff.agencyId, (tx) =>
		find(tx, { desk, staff, id: parsed.data })
	);
	return found && show(found);
}

async function find(
	tx: Transaction,
	{ desk, staff, id }: { desk: Desk; staff: Staff; id: CaseId }
) {
	const { agencyId } = staff;
	const row = await findCase(tx, { agencyId, caseId: id });
	const relation = relationIn(row && row.team, staff);
	if (!row || !relation || !mayWorkLinks(relation) || row.closedAt !== null) {
		return deny(tx, staff, { object: id, route: ROUTE });
	}
	const settings = await findSettings(tx, agencyId);
	const boxKey = await desk.keys.boxKey(tx, agencyId);
	const found = await findSending(tx, row.at, { boxKey });
	await audit.append(tx, agencyId, {
		event: 'plan.opened',
		by: staff.staffId,
		purpose: purposeOf(relation, 'work_case'),
		case: id
	});
	return { row, relation, settings, found, key: await desk.keys.caseKey(tx, row.at) };
}

async function show({
	row,
	relation,
	settings,
	found,
	key
}: NonNullable<Awaited<ReturnType<typeof find>>>): Promise<NewLinkView> {
	const { desk, intake } = settings;
	const sending = await openSending(key, row.at, found);
	const { round, now } = sending;
	const spoken = sending.contact?.plan?.language ?? '';
	return {
		caseId: row.at.caseId,
		reference: row.reference,
		linkId: uuid(),
		checkIn: round && { point: round.point, dueAt: round.dueAt },
		languages: intake.languages,
		language: intake.languages.includes(spoken) ? spoken : (intake.languages[0] ?? 'en'),
		lives: [...new Set([...LIVES, desk.linkLifeHours])].toSorted((a, b) => a - b),
		life: desk.linkLifeHours,
		oneHand: desk.oneHand,
		ways: {
			sms: stateFor(relation, sendState(decide(sending, 'sms'))),
			email: stateFor(relation, sendState(decide(sending, 'email')))
		},
		now
	};
}

function stateFor(relation: Relation, state: SendState): SendState {
	return state.state === 'no' ? { ...state, reason: reasonFor(relation, state.reason) } : state;
}
