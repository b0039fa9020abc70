import {
	asksToBeShared,
	caseFactsFor,
	lanesReadAs,
	whatMayBeRead,
	type ConcernView,
	type Reading
} from '#lib/domain/access/index.ts';
import { clockWords, type Lane } from '#lib/domain/concern/index.ts';
import { concernId, type ConcernId, type FlagId, type ResponseId } from '#lib/domain/ids.ts';
import type { OpeningKey } from '#lib/server/platform/crypto/open/index.ts';
import { databaseNow, withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import {
	deny,
	findGlass,
	personOrNobody,
	purposeOf,
	readerAs,
	readingIn,
	type Desk,
	type Staff
} from '../../access/index.ts';
import * as audit from '../../audit/index.ts';
import { readFactRows, unsealFacts, type FactRows } from '../../cases/index.ts';
import { contactRules, findContact, type ContactRows } from '../../contact/index.ts';
import { markOf } from '../seen.ts';
import {
	findConcern,
	findEvents,
	findFlagLanes,
	findFlags,
	findLanes,
	findRevisions,
	findSharedFlags,
	MOST_REVISIONS,
	type ConcernRow,
	type FlagLaneRow,
	type FlagRow,
	type LaneRow,
	type RevisionRow
} from '../store.ts';
import { unsealFlag, unsealResponse } from './unseal.ts';
import { revisionsToOpen } from './which.ts';
import { isWhole } from './whole.ts';

const ROUTE = '/desk/concerns/[id]';

/**
 * The card of a lane. Null for everybody and everything else: an unknown id, a case that is not
 * theirs, a lane that they do not work. The record is committed before anything is opened.
 */
export async function open(
	desk: Desk,
	staff: Staff,
	{ id, lane }: { id: string; lane: string | null }
): Promise<ConcernView | null> {
	const parsed = concernId.safeParse(id);
	if (!parsed.success) return null;
	const found = await withAgency(desk.db, staff.agencyId, (tx) =>
		find(tx, { desk, staff, id: parsed.data, wanted: lane })
	);
	return found && show(found, staff);
}

type Found = {
	row: ConcernRow;
	relation: Reading;
	glassUntil: Date | null;
	/** Lanes of this concern whose card this person opens, the own one first. */
	lanes: Lane[];
	lane: LaneRow;
	flags: FlagRow[];
	flagLanes: FlagLaneRow[];
	shared: Set<FlagId>;
	inConcern: Set<ResponseId>;
	/** All assessed ones of the case, newest first, and those of them that the card opens. */
	all: RevisionRow[];
	revisions: RevisionRow[];
	lastContactAt: Date | null;
	events: ConcernView['events'];
	contact: ContactRows;
	facts: FactRows;
	key: OpeningKey | null;
	now: Date;
};

async function find(
	tx: Transaction,
	{ desk, staff, id, wanted }: { desk: Desk; staff: Staff; id: ConcernId; wanted: string | null }
): Promise<Found | null> {
	const { agencyId } = staff;
	const row = await findConcern(tx, { agencyId, concernId: id });
	const relation = readingIn(row, staff);
	const existing = row && relation ? await findLanes(tx, row.at) : [];
	const lanes = relation ? lanesOf(relation, existing) : [];
	const lane = existing.find((one) => one.lane === (wanted ?? lanes[0]));
	if (!row || !relation || !lane || !lanes.includes(lane.lane)) {
		return deny(tx, staff, { object: id, route: ROUTE });
	}

	const flags = await findFlags(tx, row.at);
	const inConcern = new Set(
		flags.flatMap(({ concernId, responseId }) => (concernId && responseId ? [responseId] : []))
	);
	const all = await findRevisions(tx, row.at);
	const revisions = revisionsToOpen(all, inConcern);
	const rest = {
		flagLanes: await findFlagLanes(tx, row.at),
		shared: await findSharedFlags(tx, row.at),
		events: await findEvents(tx, { ...row.at, lane: lane.lane }),
		contact: await findContact(tx, row.at),
		facts: await readFactRows(tx, row.at),
		now: await databaseNow(tx),
		glassUntil: relation === 'break_glass' ? await findGlass(tx, staff, row.at.caseId) : null,
		lastContactAt: all[0]?.savedAt ?? null
	};
	await audit.append(tx, agencyId, {
		event: 'concern.opened',
		by: staff.staffId,
		purpose: purposeOf(relation, 'work_concern'),
		concern: id,
		case: row.at.caseId,
		revisions: revisions.map(({ revisionId }) => revisionId)
	});
	const key = await desk.keys.caseKey(tx, row.at).catch(() => null);
	return { row, relation, lanes, lane, flags, inConcern, all, revisions, key, ...rest };
}

function lanesOf(relation: Reading, existing: readonly LaneRow[]): Lane[] {
	return lanesReadAs(relation).filter((lane) => existing.some((row) => row.lane === lane));
}

async function show(found: Found, staff: Staff): Promise<ConcernView> {
	const { row, relation, lane, flagLanes, inConcern, key, now } = found;
	const at = { ...row.at, key };
	const flags = await Promise.all(
		found.flags.map(async (one) => ({
			row: one,
			opened: await unsealFlag(at, one, found)
		}))
	);
	const revisions = await Promise.all(
		found.revisions.map(async (one) => ({
			row: one,
			opened: await unsealResponse(at, one, inConcern)
		}))
	);
	const known = new Set(found.all.map(({ revisionId }) => revisionId));
	const mayBeMore = known.size >= MOST_REVISIONS;
	const { sealed, orders, programme } = found.facts;
	const facts = key && (await unsealFacts(key, row.at, sealed).catch(() => null));
	const unseen = flagLanes.filter((one) => one.lane === lane.lane && !one.seenAt && one.seeBy);

	return {
		concernId: row.at.concernId,
		caseId: row.at.caseId,
		reference: row.reference,
		lane: lane.lane,
		otherLanes: found.lanes.filter((one) => one !== lane.lane),
		severity: lane.severity,
		state: lane.state,
		technical: lane.technical || !facts || !isWhole({ flags, revisions, known, mayBeMore }),
		owner: personOrNobody(staff, lane.owner),
		deputy: personOrNobody(staff, lane.deputy),
		contact: await contactRules(key, row.at, { rows: found.contact, relation, now }),
		...clocksOf(lane, now),
		...whatMayBeRead({
			reader: readerAs(relation),
			lane,
			flags: flags.map(({ opened }) => opened),
			responses: revisions.flatMap(({ opened }) => opened ?? []),
			now
		}),
		offersSharing: lane.lane === 'support' && flags.some(({ opened }) => asksToBeShared(opened)),
		facts: facts && caseFactsFor(relation, { facts, orders, programme }),
		events: found.events,
		lastContactAt: found.lastContactAt,
		glassUntil: found.glassUntil,
		mayMarkSeen: relation !== 'break_glass' && lane.state !== 'closed' && unseen.length > 0,
		seenMark: markOf(flagLanes, lane.lane),
		now
	};
}

/** The next limit, and each of the two by itself. */
function clocksOf(
	{ severity, filedAt, seeBy, actBy }: LaneRow,
	now: Date
): Pick<ConcernView, 'clock' | 'see' | 'act'> {
	const words = (limits: { seenBy: Date | null; actBy: Date | null }) =>
		clockWords({ now, filedAt, severity, seenAt: null, actedAt: null, ...limits });
	return {
		clock: words({ seenBy: seeBy, actBy }),
		see: words({ seenBy: seeBy, actBy: null }),
		act: words({ seenBy: null, actBy })
	};
}
