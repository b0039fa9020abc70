import { v7 as uuid } from 'uuid';
import { readsAs, type GlassPurpose } from '#lib/domain/access/index.ts';
import { breakGlassId, type BreakGlassId, type CaseId } from '#lib/domain/ids.ts';
import { missKey, throttleKey } from '#lib/server/platform/crypto/kdf.ts';
import { withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import { deny, hasSteppedUp, type Desk, type SteppingStaff } from '../access/index.ts';
import * as audit from '../audit/index.ts';
import * as notes from '../notes/index.ts';
import {
	addCaseEvent,
	addOpening,
	countTry,
	findByReference,
	findOpener,
	giveBack,
	isOpen,
	type FoundCase
} from './store.ts';
import { tell } from './tell.ts';

const ROUTE = '/desk/break-glass';

/** Misses in an hour after which nothing is looked for any more: references can be counted through. */
const TRIES = 10;

export type Wanted = {
	/** Minted with the form: sent twice it opens once. */
	id: BreakGlassId;
	/** Of the police system, exactly. */
	reference: string;
	purpose: GlassPurpose;
	/** 20 to 500 characters; the caller has checked. */
	reason: string;
};

export type Opening =
	| { kind: 'opened'; caseId: CaseId }
	/** `no_case`: unknown, or kept from this person. It is one answer. */
	| { kind: 'refused'; why: 'no_step_up' | 'too_many' | 'away' | 'no_case' };

type Refusal = Extract<Opening, { kind: 'refused' }>['why'];

/**
 * Opens a case that is not theirs for 60 minutes (queue.md 10, BG1). With the record, the reason and
 * the opening itself, those are told who stand by her, in one transaction: without one of them none.
 */
export async function open(desk: Desk, staff: SteppingStaff, wanted: Wanted): Promise<Opening> {
	const { agencyId, staffId } = staff;
	const missing = await withAgency(desk.db, agencyId, (tx) => findMissing(tx, staff));
	if (missing) return refused(missing);

	const tries = throttleKey(missKey(desk.pepper), 'break-glass', 'person', staffId);
	// committed before anything is looked for: tries that are sent at once must each count
	const isTooMany = (await countTry(desk.db, tries)) > TRIES;
	if (isTooMany) {
		await withAgency(desk.db, agencyId, (tx) => onRecord(tx, staff, 'too_many'));
		return refused('too_many');
	}

	return withAgency(desk.db, agencyId, async (tx) => {
		const found = await findByReference(tx, { agencyId, reference: wanted.reference });
		const chosen = choose(found, staff);
		if (!chosen) {
			// the same record for a case that is kept from them and for none at all
			const kept = found.find(({ team }) => team.blockedIds.includes(staffId)) ?? found[0];
			await deny(tx, staff, { object: kept?.caseId ?? uuid(), route: ROUTE });
			return refused('no_case');
		}
		await giveBack(tx, tries);
		const { caseId } = chosen;
		// theirs already, or open already: nothing more is to be opened, and the page is one press away
		if (readsAs(chosen.team, staff) === null) await make(tx, { desk, staff, wanted, chosen });
		return { kind: 'opened', caseId };
	});
}

/** Puts on record that the form was sent without a reason, a purpose or a reference. */
export function refuse(desk: Desk, staff: SteppingStaff): Promise<void> {
	return withAgency(desk.db, staff.agencyId, (tx) => onRecord(tx, staff, 'incomplete'));
}

/**
 * What is missing: of police, on duty, with a second factor of the last five minutes. Null: nothing
 * is. What is refused here is on record, and the case that was meant is not.
 */
async function findMissing(
	tx: Transaction,
	staff: SteppingStaff
): Promise<'away' | 'no_step_up' | null> {
	const opener = await findOpener(tx, staff);
	const isOnDuty = opener !== null && !opener.isAway && mayOpen(staff);
	const missing = isOnDuty ? 'no_step_up' : 'away';
	if (isOnDuty && (await hasSteppedUp(tx, staff))) return null;
	await onRecord(tx, staff, missing);
	return missing;
}

function mayOpen({ role }: SteppingStaff): boolean {
	return role === 'officer' || role === 'supervisor';
}

function onRecord(
	tx: Transaction,
	staff: SteppingStaff,
	why: 'incomplete' | 'no_step_up' | 'too_many' | 'away'
): Promise<void> {
	const { agencyId, staffId: by } = staff;
	return audit.append(tx, agencyId, { event: 'break_glass.refused', by, why });
}

const refused = (why: Refusal): Opening => ({ kind: 'refused', why });

/**
 * Their own where there is one; else none where any case of this reference is kept from them, for a
 * second one may be about the same victim; else the one that everybody means.
 */
function choose(found: readonly FoundCase[], staff: SteppingStaff): FoundCase | null {
	const own = found.find(({ team }) => readsAs(team, staff) !== null);
	if (own) return own;
	if (found.some(({ team }) => team.blockedIds.includes(staff.staffId))) return null;
	return found.find(({ isParked }) => !isParked) ?? null;
}

async function make(
	tx: Transaction,
	{
		desk,
		staff,
		wanted,
		chosen
	}: { desk: Desk; staff: SteppingStaff; wanted: Wanted; chosen: FoundCase }
): Promise<void> {
	const { agencyId, staffId: by } = staff;
	const { purpose, reason: text } = wanted;
	const at = { agencyId, caseId: chosen.caseId };
	const noteId = await notes.add(tx, { ...at, authorId: by, kind: 'reason', text });

	const row = { ...at, staffId: by, purpose, noteId };
	let id = wanted.id;
	if (!(await addOpening(tx, { ...row, id }))) {
		// the same form at the same moment has opened it; a form of another hour counts anew
		if (await isOpen(tx, { ...at, staffId: by })) return;
		id = breakGlassId.parse(uuid());
		await addOpening(tx, { ...row, id });
	}
	await addCaseEvent(tx, { ...at, by, noteId });
	await tell(tx, { desk, staff, opening: id, chosen });
	await audit.append(tx, agencyId, {
		event: 'break_glass.opened',
		by,
		case: chosen.caseId,
		opening: id,
		ground: purpose,
		reason: noteId
	});
}
