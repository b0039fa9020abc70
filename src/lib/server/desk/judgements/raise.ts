import { v7 as uuid } from 'uuid';
import { caseId, noteId, type CaseId, type JudgementId } from '#lib/domain/ids.ts';
import type { JudgementView, TaskLane } from '#lib/domain/work/index.ts';
import { withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import { deny, reachNamed, type Desk, type Staff } from '../access/index.ts';
import * as audit from '../audit/index.ts';
import * as notes from '../notes/index.ts';
import { lanesFor } from './lanes.ts';
import { addCaseEvent, addJudgement, findJudgement, wakeWorker } from './store.ts';

const ROUTE = '/desk/cases/[id]/flag';

/** The form for a flag by judgement. Null for who does not reach the case. */
export async function prepare(desk: Desk, staff: Staff, id: string): Promise<JudgementView | null> {
	const parsed = caseId.safeParse(id);
	if (!parsed.success) return null;
	return withAgency(desk.db, staff.agencyId, async (tx) => {
		const found = await reachNamed(tx, staff, parsed.data);
		if (!found) return deny(tx, staff, { object: parsed.data, route: ROUTE });
		const { own, others } = lanesFor(found.team, found.relation);
		return {
			caseId: parsed.data,
			reference: found.reference,
			judgementId: uuid(),
			ownLane: own,
			otherLanes: others
		};
	});
}

export type Judgement = {
	caseId: string;
	judgementId: JudgementId;
	severity: 'critical' | 'high' | 'medium';
	/** Lanes besides the own one. */
	lanes: readonly string[];
	/** As typed; the caller has checked its length. */
	reason: string;
};

/**
 * Raises a flag by judgement (F-JUDGE): the worker files it within seconds. It is read in the lanes
 * that were chosen and in no other. `again`: the form was sent before and said something else; nothing
 * was raised. Null for who does not reach the case.
 */
export async function raise(
	desk: Desk,
	staff: Staff,
	{ caseId: id, ...given }: Judgement
): Promise<'raised' | 'again' | null> {
	const parsed = caseId.safeParse(id);
	if (!parsed.success) return null;
	const done = await withAgency(desk.db, staff.agencyId, (tx) =>
		raiseIn(tx, { desk, staff, id: parsed.data, given })
	);
	if (done === null || done === 'raised' || done === 'again') return done;
	const text = await notes.textOf(done.key, done.at, done.note).catch(() => null);
	return text === given.reason ? 'raised' : 'again';
}

type Given = Omit<Judgement, 'caseId'>;

async function raiseIn(
	tx: Transaction,
	{ desk, staff, id, given }: { desk: Desk; staff: Staff; id: CaseId; given: Given }
) {
	const { agencyId, staffId } = staff;
	const at = { agencyId, caseId: id };
	const found = await reachNamed(tx, staff, id);
	if (!found) return deny(tx, staff, { object: id, route: ROUTE });
	const { own, others } = lanesFor(found.team, found.relation);
	const lanes = [own, ...others.filter((lane) => given.lanes.includes(lane))];

	const { judgementId, severity, reason } = given;
	const note = noteId.parse(uuid());
	const row = { ...at, id: judgementId, by: staffId, severity, lanes, noteId: note };
	if (!(await addJudgement(tx, row))) return before(tx, { desk, staff, row });

	await notes.add(tx, { ...at, id: note, authorId: staffId, kind: 'reason', text: reason });
	// the history is read by all sides, so it tells only what all sides know
	if (isKnownToAll(lanes, others)) await addCaseEvent(tx, { ...at, by: staffId });
	await wakeWorker(tx);
	await audit.append(tx, agencyId, {
		event: 'judgement.made',
		by: staffId,
		case: id,
		judgement: judgementId,
		note
	});
	return 'raised';
}

function isKnownToAll(lanes: readonly TaskLane[], others: readonly TaskLane[]): boolean {
	const hasSupport = lanes.includes('support') || others.includes('support');
	return lanes.includes('police') && (lanes.includes('support') || !hasSupport);
}

type Row = { agencyId: Staff['agencyId']; caseId: CaseId; id: JudgementId } & Pick<
	Judgement,
	'severity'
> & { lanes: readonly TaskLane[] };

/** The form came twice: what the first said, to be compared after COMMIT. */
async function before(
	tx: Transaction,
	{ desk, staff, row }: { desk: Desk; staff: Staff; row: Row }
) {
	const { agencyId, caseId: ofCase } = row;
	const known = await findJudgement(tx, row);
	const isSame =
		known?.by === staff.staffId &&
		known.caseId === ofCase &&
		known.severity === row.severity &&
		known.lanes.toSorted().join() === row.lanes.toSorted().join();
	if (!known || !isSame) return 'again';
	const at = { agencyId, caseId: ofCase };
	const [note] = await notes.findNotes(tx, { ...at, ids: [known.noteId] });
	if (!note) return 'again';
	await audit.append(tx, agencyId, {
		event: 'notes.shown',
		by: staff.staffId,
		case: ofCase,
		rows: [note.id]
	});
	return { at, note, key: await desk.keys.caseKey(tx, at) };
}
