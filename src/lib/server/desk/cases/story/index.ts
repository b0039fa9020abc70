import {
	briefAnswer,
	lanesReadAs,
	scopeOf,
	type CheckInView,
	type GivenResponse,
	type Reading
} from '#lib/domain/access/index.ts';
import {
	isToldTo,
	mayReadReason,
	type AnswerBrief,
	type CaseStory,
	type HistoryEntry
} from '#lib/domain/case/index.ts';
import { sealedResponse } from '#lib/domain/response.ts';
import type { NoteId } from '#lib/domain/ids.ts';
import { openRevision, type OpeningKey } from '#lib/server/platform/crypto/open/index.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { personOrNobody, purposeOf, readerAs, type Staff } from '../../access/index.ts';
import * as audit from '../../audit/index.ts';
import * as tasks from '../../tasks/index.ts';
import { closingView, textOrNull } from '../closing/show.ts';
import { findLastClosing } from '../closing/store.ts';
import type { CasePlace } from '../facts.ts';
import { findHistory } from '../history/index.ts';
import { reassignScope } from '../reassign/scope.ts';
import type { findCase, findOpenLanes } from '../store.ts';
import { findAnswers, findResponsesIn, type AnswerRow } from './store.ts';

/** Answers that a case page tells in brief. */
const SHOWN = 3;

type CaseRow = NonNullable<Awaited<ReturnType<typeof findCase>>>;
type LaneRow = Awaited<ReturnType<typeof findOpenLanes>>[number];

export type FoundStory = Awaited<ReturnType<typeof findStory>>;

/** Everything that a case page tells beside its rounds and links, still sealed. */
export async function findStory(
	tx: Transaction,
	{
		staff,
		at,
		relation,
		lanes
	}: { staff: Staff; at: CasePlace; relation: Reading; lanes: readonly LaneRow[] }
) {
	const worked = lanesReadAs(relation);
	const lane = worked.flatMap((name) => lanes.find((one) => one.lane === name) ?? [])[0] ?? null;
	const answers = latestOf(await findAnswers(tx, at)).slice(0, SHOWN);
	const history = (await findHistory(tx, at)).filter(({ kind, role }) =>
		isToldTo(relation, { kind, role })
	);
	return {
		lane,
		answers,
		inConcern: lane ? await findResponsesIn(tx, { ...at, concernId: lane.concernId }) : new Set(),
		tasks: await tasks.countOfCase(tx, staff, { caseId: at.caseId, lanes: worked }),
		history,
		closing: await findLastClosing(tx, at)
	};
}

/** Records what the page opens of answers and reasons. Last in its transaction, before anything opens. */
export async function recordStory(
	tx: Transaction,
	{
		staff,
		at,
		relation,
		found
	}: { staff: Staff; at: CasePlace; relation: Reading; found: FoundStory }
): Promise<void> {
	const by = { by: staff.staffId, case: at.caseId };
	const revisions = found.answers.map(({ revisionId }) => revisionId);
	if (revisions.length > 0) {
		await audit.append(tx, at.agencyId, {
			event: 'case.answers_opened',
			...by,
			purpose: purposeOf(relation, 'work_case'),
			revisions
		});
	}
	const notes = notesOf(found, relation);
	if (notes.length > 0) {
		await audit.append(tx, at.agencyId, { event: 'case.reasons_opened', ...by, notes });
	}
}

function notesOf({ history, closing }: FoundStory, relation: Reading): NoteId[] {
	const told = history.filter(({ kind }) => mayReadReason(relation, kind));
	const ofClosing = [closing?.note, closing?.challengeNote, closing?.answerNote];
	const ids = [...told.map(({ note }) => note?.id), ...ofClosing.map((note) => note?.id)];
	return [...new Set(ids.flatMap((id) => id ?? []))];
}

export async function showStory({
	staff,
	row,
	relation,
	found,
	key,
	checkIns,
	now
}: {
	staff: Staff;
	row: CaseRow;
	relation: Reading;
	found: FoundStory;
	key: OpeningKey | null;
	checkIns: readonly Omit<CheckInView, 'links'>[];
	now: Date;
}): Promise<CaseStory> {
	const at = { ...row.at, key };
	const isOpen = row.closedAt === null;
	const answers = await Promise.all(
		found.answers.map((one) => briefOf(at, one, { relation, found }))
	);
	const history = await Promise.all(
		found.history.map(async (one): Promise<HistoryEntry> => ({
			kind: one.kind,
			at: one.at,
			by: personOrNobody(staff, one.by),
			about: personOrNobody(staff, one.about),
			reason: mayReadReason(relation, one.kind) ? await textOrNull(at, one.note) : null
		}))
	);
	const attempt = found.closing;
	const isSettled = isOpen && attempt?.closedAt != null && attempt.answeredAt !== null;
	const closing =
		// nobody closes a case that is open to them for an hour
		attempt && !isSettled && relation !== 'break_glass'
			? await closingView(at, attempt, { staff, relation, now })
			: null;
	const waits = closing !== null && (closing.closedAt === null || isUnanswered(closing));
	return {
		intervention: row.intervention,
		closedAt: row.closedAt,
		isOfficerAway: row.isOfficerAway,
		isDeputyAway: row.isDeputyAway,
		due: checkIns
			.filter(({ state }) => ['planned', 'offered', 'started'].includes(state))
			.map(({ id, point, state, dueAt }) => ({ id, point, state, dueAt, isOverdue: dueAt < now }))
			.toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime()),
		tasks: found.tasks,
		answers: answers.flatMap((one) => one ?? []),
		closing,
		history,
		may: {
			edit: isOpen && scopeOf(relation, 'orders') === 'edit',
			reassign: reassignScope(row.team, staff) !== null,
			askClosing: isOpen && relation === 'officer' && !waits,
			reopen: !isOpen && relation === 'supervisor',
			holdTalk: isOpen && scopeOf(relation, 'links') === 'make'
		}
	};
}

function isUnanswered({ challenge, answer }: NonNullable<CaseStory['closing']>): boolean {
	return challenge !== null && answer === null;
}

/** The sent revision of each response, else its newest; `rows` newest first. */
function latestOf(rows: readonly AnswerRow[]): AnswerRow[] {
	const latest = new Map<string, AnswerRow>();
	for (const row of rows) {
		const known = latest.get(row.responseId);
		if (!known || (known.kind === 'unsent' && row.kind === 'sent')) latest.set(row.responseId, row);
	}
	return [...latest.values()].toSorted((a, b) => b.savedAt.getTime() - a.savedAt.getTime());
}

/** One that does not open is told as answered: its concern says that it could not be read. */
async function briefOf(
	{ key, ...at }: CasePlace & { key: OpeningKey | null },
	row: AnswerRow,
	{ relation, found }: { relation: Reading; found: FoundStory }
): Promise<AnswerBrief> {
	const { revisionId, responseId, kind, questionnaireVersion, sealed, savedAt, oneHand } = row;
	const told = { revisionId, at: savedAt, kind, answers: null, isSupportOnly: false };
	if (!key) return told;
	try {
		const content = sealedResponse.parse(
			await openRevision({ key, sealed, ...at, responseId, revisionId, questionnaireVersion })
		);
		const response: GivenResponse = {
			revisionId,
			responseId,
			kind,
			at: savedAt,
			oneHand,
			// who held it stands on the card, not in the brief
			talkBy: null,
			isInConcern: found.inConcern.has(responseId),
			content
		};
		return briefAnswer({ reader: readerAs(relation), lane: found.lane }, response);
	} catch {
		return told;
	}
}
