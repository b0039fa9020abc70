import { caseId as caseIdOf, talkId as talkIdOf } from '#lib/domain/ids.ts';
import {
	observed,
	workerNote,
	type Observed,
	type Typed
} from '#lib/domain/questionnaire/index.ts';
import {
	askedIn,
	isWorthFiling,
	replace,
	screenAfter,
	take,
	toldIn,
	withAnswers,
	type Kept,
	type TalkState
} from '#lib/domain/talk/index.ts';
import { withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import type { Desk, Staff } from '../access/index.ts';
import { findSettings } from '../cases/index.ts';
import { findCaseKey } from '../keys/index.ts';
import { sideOf } from './place.ts';
import { openState, sealState } from './state.ts';
import { findTalk, saveTalk, wakeWorker, type TalkRow } from './store.ts';

export type Saving = {
	caseId: string;
	talkId: string;
	/** That of the talk as the page showed it. */
	version: number;
	/** Ids of the questions that the form holds: of these an absent answer is no answer. */
	asked: readonly string[];
	/** The screen that it is. */
	here: string;
	typed: Typed;
	/** Null, like the note: the form does not hold it, and what was saved stays. */
	observed: Observed | null;
	note: string | null;
	/** What was read back goes out next: then nothing that another has saved may be in it. */
	isReadBack?: boolean;
};

/**
 * Saves a screen of a talk over the version that it was made from. A repeat of what is saved already
 * (the reply was lost on the way) is a success; anything else over a newer version is refused, and
 * nothing is lost. Only adds: nothing of what was said is handed back, so it is no reading.
 */
export async function save(desk: Desk, staff: Staff, saving: Saving): Promise<Kept | null> {
	const [ofCase, ofTalk] = [caseIdOf.safeParse(saving.caseId), talkIdOf.safeParse(saving.talkId)];
	if (!ofCase.success || !ofTalk.success) return null;
	const { agencyId, staffId } = staff;
	const at = { agencyId, caseId: ofCase.data, talkId: ofTalk.data, staffId };
	return withAgency(desk.db, agencyId, async (tx) => {
		if (!(await sideOf(tx, staff, at.caseId))) return null;
		const row = await findTalk(tx, at);
		if (!row) return null;
		return row.state === 'open' ? keep(tx, { desk, row, saving }) : { kind: 'ended' };
	});
}

type Keeping = { desk: Desk; row: TalkRow; saving: Saving };

async function keep(tx: Transaction, { desk, row, saving }: Keeping): Promise<Kept> {
	const { version, savedAt } = row;
	const asked = askedIn(saving.asked);
	const taken = take(asked, saving.typed);
	const note = workerNote.nullable().safeParse(saving.note);
	const problems = { ...taken.problems, ...(note.success ? {} : { note: 'too_long' as const }) };
	if (!note.success || Object.keys(problems).length > 0) return { kind: 'problems', problems };

	const before = await openState(await desk.keys.caseKey(tx, row), row);
	const answers = replace(toldIn(before).answers, asked, taken.answers);
	const changed = {
		...before,
		observed: observed.parse(saving.observed ?? before.observed),
		note: note.data ?? before.note
	};
	const after = withAnswers(changed, answers);
	const next = screenAfter(toldIn(after), saving);
	const isNewer = version !== saving.version;
	const isRepeat = isSame(before, after) && !(isNewer && saving.isReadBack);
	if (isRepeat) return { kind: 'saved', version, savedAt, next };
	if (isNewer) return { kind: 'changed', version, savedAt };
	const saved = await write(tx, { row, before, after });
	return saved ? { kind: 'saved', ...saved, next } : { kind: 'changed', version, savedAt };
}

async function write(
	tx: Transaction,
	{ row, before, after }: { row: TalkRow; before: TalkState; after: TalkState }
): Promise<{ version: number; savedAt: Date } | null> {
	const { agencyId, id: talkId, version } = row;
	const caseKey = await findCaseKey(tx, row);
	if (!caseKey) throw new Error('a case without a key');
	const { fileAfterMinutes } = (await findSettings(tx, agencyId)).intake;
	const place = { ...row, version: version + 1, publicKey: caseKey.publicKey };
	const isDangerNew = after.course.danger && !before.course.danger;
	const waits = isWorthFiling(after) ? ('in_a_while' as const) : ('unchanged' as const);
	const saved = await saveTalk(tx, {
		agencyId,
		talkId,
		version,
		sealed: await sealState(after, place),
		due: isDangerNew ? 'now' : waits,
		fileAfterMinutes
	});
	if (saved && isDangerNew) await wakeWorker(tx);
	return saved;
}

/** Both were made by the same schema, so that the same content is the same text. */
function isSame(one: TalkState, other: TalkState): boolean {
	return text(one) === text(other);
}

function text({ course, observed, note }: TalkState): string {
	const answers = Object.entries(course.answers).toSorted(([a], [b]) => (a < b ? -1 : 1));
	return JSON.stringify([answers, course.danger, observed, note]);
}
