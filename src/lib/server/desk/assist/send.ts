import { v7 as uuid } from 'uuid';
import {
	caseId as caseIdOf,
	revisionId,
	talkId as talkIdOf,
	type CaseId,
	type NoteId,
	type RevisionId,
	type StaffId,
	type TalkId
} from '#lib/domain/ids.ts';
import type { SealedResponse } from '#lib/domain/response.ts';
import {
	haltOf,
	isAlone,
	lacksConsent,
	revisionOf,
	toldIn,
	type TalkState
} from '#lib/domain/talk/index.ts';
import { sealRevision } from '#lib/server/platform/crypto/seal/index.ts';
import { withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import type { Desk, Staff } from '../access/index.ts';
import * as audit from '../audit/index.ts';
import { findCaseKey } from '../keys/index.ts';
import { lockLinks } from '../links/index.ts';
import * as notes from '../notes/index.ts';
import { sideOf } from './place.ts';
import { openState } from './state.ts';
import {
	addRevision,
	addTalkHeld,
	emptyTalk,
	lockCaseRow,
	lockTalk,
	moveCheckIn,
	revokeLinks,
	wakeWorker,
	type TalkRow
} from './store.ts';

export type Sent =
	| { kind: 'sent'; end: 'sent' | 'not_alone' }
	/** Something was saved that was not read back. */
	| { kind: 'changed' }
	/** It cannot be sent as it stands: consent is not whole, or she said "not now". */
	| { kind: 'held' }
	/** It was stopped, or somebody else has begun anew. */
	| { kind: 'ended' };

/**
 * The end of a talk: what was read back to her becomes the answer of the check-in, and its open links
 * end in the same transaction. Where answers had come over a link it is filed beside them. Sending
 * twice changes nothing. Null for who does not hold this talk.
 */
export async function send(
	desk: Desk,
	staff: Staff,
	wanted: { caseId: string; talkId: string; version: number }
): Promise<Sent | null> {
	const [ofCase, ofTalk] = [caseIdOf.safeParse(wanted.caseId), talkIdOf.safeParse(wanted.talkId)];
	if (!ofCase.success || !ofTalk.success) return null;
	const at = { agencyId: staff.agencyId, caseId: ofCase.data, talkId: ofTalk.data };
	return withAgency(desk.db, staff.agencyId, (tx) =>
		press(tx, { desk, staff, at, version: wanted.version })
	);
}

type Pressing = {
	desk: Desk;
	staff: Staff;
	at: { agencyId: Staff['agencyId']; caseId: CaseId; talkId: TalkId };
	version: number;
};

async function press(
	tx: Transaction,
	{ desk, staff, at, version }: Pressing
): Promise<Sent | null> {
	const { staffId } = staff;
	if (!(await sideOf(tx, staff, at.caseId))) return null;
	await lockCaseRow(tx, at);
	const row = await lockTalk(tx, { ...at, staffId });
	if (!row) return null;
	if (row.state === 'sent') return { kind: 'sent', end: 'sent' };
	if (row.state === 'stopped') return { kind: 'ended' };
	if (row.version !== version) return { kind: 'changed' };

	const state = await openState(await desk.keys.caseKey(tx, at), row);
	const told = toldIn(state);
	if (haltOf(told) !== null || lacksConsent(told)) return { kind: 'held' };
	await sendRow(tx, { by: staffId, row, state });
	return { kind: 'sent', end: isAlone(state) ? 'sent' : 'not_alone' };
}

/** What is known of a talk's row while it is being made, too. */
export type AnyTalkRow = Pick<
	TalkRow,
	| 'agencyId'
	| 'caseId'
	| 'checkInId'
	| 'responseId'
	| 'id'
	| 'staffId'
	| 'questionnaireVersion'
	| 'version'
>;

type Sending = { by: StaffId; row: AnyTalkRow; state: TalkState };

/**
 * Who was not alone was asked only how to go on another time: that is filed, and the check-in stays
 * open for the other time.
 */
export async function sendRow(tx: Transaction, { by, row, state }: Sending): Promise<void> {
	const { agencyId, caseId, id: talkId, checkInId } = row;
	const content = revisionOf(state, { by: row.staffId, isWhole: true });
	// a Send over a link that is under way commits first, and is seen
	await lockLinks(tx, row);
	const sent = isAlone(state) ? await addSent(tx, { row, content }) : null;
	const revision = sent ?? (await addUnsent(tx, { row, content }));
	const note = await moveNote(tx, { row, state });
	if (isAlone(state)) await revokeLinks(tx, { agencyId, checkInId });
	if (sent) {
		const hasDeclined = content.answers.CN0 !== 'yes';
		const to = hasDeclined ? ('declined' as const) : ('sent' as const);
		await moveCheckIn(tx, { agencyId, id: checkInId, state: to });
	}
	await addTalkHeld(tx, { agencyId, caseId, by });
	await emptyTalk(tx, { agencyId, talkId, state: 'sent' });
	await wakeWorker(tx);
	const place = { by, case: caseId, talk: talkId, revision, note };
	await audit.append(tx, agencyId, { event: 'talk.sent', ...place });
}

type Filing = { row: AnyTalkRow; content: SealedResponse };

/** Null when answers of this check-in were sent before. */
async function addSent(tx: Transaction, { row, content }: Filing): Promise<RevisionId | null> {
	const revision = await sealed(tx, { row, content });
	return (await addRevision(tx, { ...revision, kind: 'sent' })) ? revision.id : null;
}

export async function addUnsent(tx: Transaction, { row, content }: Filing): Promise<RevisionId> {
	const revision = await sealed(tx, { row, content });
	if (!(await addRevision(tx, { ...revision, kind: 'unsent' }))) {
		throw new Error('the revision was not added');
	}
	return revision.id;
}

async function sealed(tx: Transaction, { row, content }: Filing) {
	const { agencyId, caseId, responseId, questionnaireVersion } = row;
	const caseKey = await findCaseKey(tx, row);
	if (!caseKey) throw new Error('a case without a key');
	const id = revisionId.parse(uuid());
	const place = { agencyId, caseId, responseId, questionnaireVersion };
	return {
		...place,
		id,
		talkId: row.id,
		// above every version that the worker may have filed before
		talkVersion: row.version + 1,
		sealed: await sealRevision({
			...place,
			revisionId: id,
			publicKey: caseKey.publicKey,
			content
		})
	};
}

/** The worker's note to its own store: of the side of the one who wrote it. */
export async function moveNote(
	tx: Transaction,
	{ row, state }: { row: AnyTalkRow; state: TalkState }
): Promise<NoteId | null> {
	if (state.note === '') return null;
	const { agencyId, caseId, staffId: authorId } = row;
	const kind = state.side === 'support' ? 'worker_note' : 'police_note';
	return notes.add(tx, { agencyId, caseId, authorId, kind, text: state.note });
}
