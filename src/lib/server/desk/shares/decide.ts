import { v7 as uuid } from 'uuid';
import {
	caseId,
	flagId,
	noteId,
	responseId,
	type CaseId,
	type FlagId,
	type ResponseId,
	type ShareId
} from '#lib/domain/ids.ts';
import type { Asked, ShareGround } from '#lib/domain/work/index.ts';
import { withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import { deny, reach, type Desk, type Staff } from '../access/index.ts';
import * as audit from '../audit/index.ts';
import * as notes from '../notes/index.ts';
import { prepare, ROUTE } from './prepare.ts';
import { addShare, findShare, wakeWorker } from './store.ts';

export type Decision = {
	caseId: string;
	shareId: ShareId;
	/** Ids of flags, each chosen by itself. */
	flags: readonly string[];
	ground: ShareGround;
	asked: Asked;
	/** As typed; the caller has checked its length. */
	reason: string;
	inDangerNow: boolean;
};

/** `items`: nothing of what was chosen can be shared; `one_response`: it is of more than one. */
export type Decided = 'decided' | 'items' | 'one_response' | 'again';

/**
 * Decides to share with police, without or with her agreement, exactly what was chosen (SL4). In
 * danger now it is shared at once; else a second person of support signs first. Null for who is not
 * support in this case.
 */
export async function decide(
	desk: Desk,
	staff: Staff,
	{ caseId: id, ...given }: Decision
): Promise<Decided | null> {
	const parsed = caseId.safeParse(id);
	if (!parsed.success) return null;
	const ofCase = parsed.data;
	const { agencyId } = staff;

	const before = () => withAgency(desk.db, agencyId, (tx) => seen(tx, { staff, ofCase, given }));
	const known = await before();
	if (known !== 'new') return known;
	// which flags came for support alone is sealed: it is read, on record, before anything is written
	const view = await prepare(desk, staff, ofCase);
	if (!view) return null;
	const chosen = view.responses.flatMap((response) =>
		response.items
			.filter((item) => given.flags.includes(item.id))
			.map((item) => ({ id: flagId.parse(item.id), from: responseId.parse(response.responseId) }))
	);
	const [first] = chosen;
	if (!first || chosen.length !== new Set(given.flags).size) {
		// the same form, sent twice at once: what the first has decided is there to choose no more
		const meanwhile = await before();
		return meanwhile === 'new' ? 'items' : meanwhile;
	}
	if (chosen.some(({ from }) => from !== first.from)) return 'one_response';

	const flags = chosen.map((one) => one.id);
	const place = { ofCase, from: first.from, flags };
	return withAgency(desk.db, agencyId, (tx) => write(tx, { staff, place, given }));
}

type Given = Omit<Decision, 'caseId'>;

/** The form came twice: what it decided stands already, or something else does. */
async function seen(
	tx: Transaction,
	{ staff, ofCase, given }: { staff: Staff; ofCase: CaseId; given: Given }
): Promise<Decided | 'new' | null> {
	const relation = await reach(tx, staff, ofCase);
	const known = await findShare(tx, { agencyId: staff.agencyId, id: given.shareId });
	const isTheirs = !known || (known.by === staff.staffId && known.caseId === ofCase);
	// the case may have gone to somebody else meanwhile
	if (relation !== 'support_worker' || !isTheirs) {
		return deny(tx, staff, { object: ofCase, route: ROUTE });
	}
	if (!known) return 'new';
	const isSame =
		known.ground === given.ground &&
		known.asked === given.asked &&
		known.inDangerNow === given.inDangerNow &&
		known.flagIds.toSorted().join() === given.flags.toSorted().join();
	return isSame ? 'decided' : 'again';
}

async function write(
	tx: Transaction,
	{
		staff,
		place: { ofCase, from, flags },
		given
	}: {
		staff: Staff;
		place: { ofCase: CaseId; from: ResponseId; flags: FlagId[] };
		given: Given;
	}
): Promise<Decided | null> {
	const { agencyId, staffId } = staff;
	const at = { agencyId, caseId: ofCase };
	const known = await seen(tx, { staff, ofCase, given });
	if (known !== 'new') return known;
	const { shareId, ground, asked, inDangerNow, reason } = given;
	const note = noteId.parse(uuid());
	const isNew = await addShare(tx, {
		...at,
		id: shareId,
		responseId: from,
		flagIds: flags,
		ground,
		asked,
		noteId: note,
		by: staffId,
		inDangerNow
	});
	// sent twice at the same moment: what the first has written is seen now
	if (!isNew) {
		const first = await seen(tx, { staff, ofCase, given });
		return first === 'new' ? 'again' : first;
	}
	await notes.add(tx, { ...at, id: note, authorId: staffId, kind: 'reason', text: reason });
	if (inDangerNow) await wakeWorker(tx);
	await audit.append(tx, agencyId, {
		event: 'share.decided',
		by: staffId,
		case: ofCase,
		share: shareId,
		note,
		inDangerNow
	});
	return 'decided';
}
