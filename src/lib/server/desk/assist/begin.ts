import {
	caseId as caseIdOf,
	type CaseId,
	type CheckInId,
	type ResponseId,
	type TalkId
} from '#lib/domain/ids.ts';
import {
	formFacts,
	QUESTIONNAIRE_VERSION,
	talkAfter,
	type Opening,
	type Typed
} from '#lib/domain/questionnaire/index.ts';
import {
	beginTalk,
	readOpening,
	revisionOf,
	type OpeningField,
	type OpeningProblem,
	type Side,
	type TalkEndKind,
	type TalkState
} from '#lib/domain/talk/index.ts';
import { databaseNow, withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import { deny, type Desk, type Staff } from '../access/index.ts';
import * as audit from '../audit/index.ts';
import { addRound, findSettings, type CasePlace } from '../cases/index.ts';
import { findCaseKey } from '../keys/index.ts';
import { factsFor, offeredRound } from '../links/index.ts';
import { goOn } from './go-on.ts';
import { ROUTE, sideOf } from './place.ts';
import { addUnsent, sendRow, type AnyTalkRow } from './send.ts';
import { sealState } from './state.ts';
import { stopRow } from './stop.ts';
import { addTalk, emptyTalk, findTalk, lockCaseRow, lockOpenTalks, wakeWorker } from './store.ts';

export type Wanted = {
	/** As it stands in the address. */
	caseId: string;
	/** Minted with the form: the same form sent twice begins one talk. */
	talkId: TalkId;
	/** The opening form as it was filled in. */
	typed: Typed;
};

export type Begun =
	| { kind: 'problems'; problems: Partial<Record<OpeningField, OpeningProblem>> }
	/** All is well; now the consent is read aloud. Nothing is stored yet. */
	| { kind: 'consent' }
	| { kind: 'talk' }
	| { kind: 'over'; end: TalkEndKind };

/**
 * Begins a talk, or goes on with the one that this person holds. A talk of somebody else, or of
 * yesterday, or with her who is not alone any more, ends: what was saved in it is filed. Whoever does
 * not know the agreed word is asked nothing, and a person looks into it. Null for who may not talk with her here.
 */
export async function begin(desk: Desk, staff: Staff, wanted: Wanted): Promise<Begun | null> {
	const parsed = caseIdOf.safeParse(wanted.caseId);
	if (!parsed.success) return null;
	return withAgency(desk.db, staff.agencyId, (tx) =>
		make(tx, { desk, staff, wanted: { ...wanted, caseId: parsed.data } })
	);
}

type Making = { desk: Desk; staff: Staff; wanted: Wanted & { caseId: CaseId } };

async function make(tx: Transaction, { desk, staff, wanted }: Making): Promise<Begun | null> {
	const { agencyId, staffId } = staff;
	const { caseId, talkId, typed } = wanted;
	const at = { agencyId, caseId };
	const side = await sideOf(tx, staff, caseId);
	if (!side) return null;
	const settings = await findSettings(tx, agencyId);
	const read = readOpening(typed, settings.intake.languages);
	if (read.kind !== 'opening') return read;

	const row = await lockCaseRow(tx, at);
	if (!row || row.closedAt) return deny(tx, staff, { object: caseId, route: ROUTE });
	const { opening } = read;
	const isOpened = talkAfter(opening).kind !== 'not_opened';
	const known = await findTalk(tx, { ...at, talkId, staffId });
	if (known?.state === 'open') return { kind: 'talk' };
	if (known) return { kind: 'over', end: isOpened ? known.state : 'not_opened' };

	const open = await lockOpenTalks(tx, at);
	const mine = open.find((one) => one.staffId === staffId && !one.isStale);
	if (mine && (await goOn(tx, { desk, row: mine, opening }))) return { kind: 'talk' };
	for (const other of open) await stopRow(tx, { desk, by: staffId, row: other });
	const beginning = { staff, at, talkId, opening, side };
	if (!isOpened) return refuseVoice(tx, beginning);

	const handedOverAt = await databaseNow(tx);
	const round = await offeredRound(tx, at, { checkInId: null, handedOverAt });
	if (!round) throw new Error('a round that nobody named is always found or made');
	const facts = await factsFor(tx, { desk, at, row, settings, responseId: round.responseId });
	const state = beginTalk({ opening, facts, side });
	const talk = await addRow(tx, { ...beginning, round, state });
	if ('AM6' in opening && opening.AM6 === 'no') {
		await sendRow(tx, { by: staffId, row: talk, state });
		return { kind: 'over', end: 'sent' };
	}
	const place = { by: staffId, case: caseId, talk: talkId };
	await audit.append(tx, agencyId, { event: 'talk.started', ...place });
	return { kind: 'talk' };
}

type Beginning = {
	staff: Staff;
	at: CasePlace;
	talkId: TalkId;
	opening: Opening;
	side: Side;
};
type Round = { id: CheckInId; responseId: ResponseId };

async function addRow(
	tx: Transaction,
	{ staff, at, talkId, round, state }: Beginning & { round: Round; state: TalkState }
): Promise<AnyTalkRow> {
	const caseKey = await findCaseKey(tx, at);
	if (!caseKey) throw new Error('a case without a key');
	const row = {
		...at,
		id: talkId,
		checkInId: round.id,
		responseId: round.responseId,
		staffId: staff.staffId,
		questionnaireVersion: QUESTIONNAIRE_VERSION,
		version: 1
	};
	const sealed = await sealState(state, { ...row, publicKey: caseKey.publicKey });
	// an id of somebody else: there is no such form
	if (!(await addTalk(tx, { ...row, sealed, formFacts: state.facts }))) {
		throw new Error('the talk was not added');
	}
	return row;
}

/**
 * AM2 = no: perhaps it was not her. Nothing is asked and no round of hers is used up: it is kept by
 * itself, in an extra one that was never offered, so that the rules raise it.
 */
async function refuseVoice(
	tx: Transaction,
	{ staff, at, talkId, opening, side }: Beginning
): Promise<Begun> {
	const dueAt = await databaseNow(tx);
	const round = await addRound(tx, at, { point: 'extra', state: 'cancelled', dueAt });
	const state = beginTalk({ opening, facts: formFacts.parse({}), side });
	const row = await addRow(tx, { staff, at, talkId, opening, side, round, state });
	const by = staff.staffId;
	const revision = await addUnsent(tx, { row, content: revisionOf(state, { by, isWhole: false }) });
	await emptyTalk(tx, { agencyId: at.agencyId, talkId, state: 'stopped' });
	await wakeWorker(tx);
	const place = { by, case: at.caseId, talk: talkId, revision };
	await audit.append(tx, at.agencyId, { event: 'talk.not_opened', ...place });
	return { kind: 'over', end: 'not_opened' };
}
