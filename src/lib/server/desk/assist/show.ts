import { v7 as uuid } from 'uuid';
import {
	caseId as caseIdOf,
	responseId,
	talkId as talkIdOf,
	type CaseId
} from '#lib/domain/ids.ts';
import type { IntakeSettings } from '#lib/domain/settings/index.ts';
import type { FormFacts } from '#lib/domain/questionnaire/index.ts';
import {
	interpreterOf,
	isAlone,
	toldIn,
	type TalkAsk,
	type TalkBegin,
	type TalkEnd,
	type TalkEndKind,
	type TalkPlan,
	type TalkView
} from '#lib/domain/talk/index.ts';
import type { OpeningKey } from '#lib/server/platform/crypto/open/index.ts';
import { databaseNow, withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import { wordsOf } from '#lib/server/platform/words.ts';
import { deny, type Desk, type Staff } from '../access/index.ts';
import * as audit from '../audit/index.ts';
import { findCase, findSettings } from '../cases/index.ts';
import { findPlan, unsealPlan } from '../contact/index.ts';
import { factsFor, findRounds, roundFor } from '../links/index.ts';
import { ROUTE, sideOf } from './place.ts';
import { openState } from './state.ts';
import {
	countOpenLinks,
	findCheckInState,
	findOpenTalks,
	findRevisionKind,
	findTalk,
	hasSent,
	type TalkRow
} from './store.ts';

type Looking = { desk: Desk; staff: Staff };
type OpenTalk = Awaited<ReturnType<typeof findOpenTalks>>[number];
type Found = { row: NonNullable<Awaited<ReturnType<typeof findCase>>>; now: Date };

/**
 * What stands at the address of a check-in together: the talk that this person holds, else the form
 * that begins one, or goes on with one after a pause; after an end, what became of it. Null for who may
 * not talk with her here.
 */
export async function show(
	desk: Desk,
	staff: Staff,
	{ id, over }: { id: string; over: { talkId: string; end: TalkEndKind } | null }
): Promise<TalkView | null> {
	const parsed = caseIdOf.safeParse(id);
	if (!parsed.success) return null;
	const caseId = parsed.data;
	return withAgency(desk.db, staff.agencyId, async (tx) => {
		const side = await sideOf(tx, staff, caseId);
		if (!side) return null;
		const row = await findCase(tx, { agencyId: staff.agencyId, caseId });
		if (!row) return null;
		const found = { row, now: await databaseNow(tx) };
		if (over) return showEnd(tx, staff, { ...found, over });
		if (row.closedAt) return deny(tx, staff, { object: caseId, route: ROUTE });

		const open = await findOpenTalks(tx, row.at);
		const mine = open.find((one) => one.staffId === staff.staffId && !one.isStale);
		return mine && !mine.isIdle
			? showTalk(tx, { desk, staff }, { ...found, talk: mine })
			: showBeginning(tx, { desk, staff }, { ...found, mine, other: open[0] });
	});
}

async function showTalk(
	tx: Transaction,
	{ desk, staff }: Looking,
	{ row, now, talk }: Found & { talk: TalkRow }
): Promise<TalkAsk> {
	const { at } = row;
	const settings = await findSettings(tx, at.agencyId);
	const plan = await findPlan(tx, at);
	const isBeside = await hasSent(tx, { ...at, responseId: talk.responseId });
	const place = { by: staff.staffId, case: at.caseId, talk: talk.id };
	await audit.append(tx, at.agencyId, { event: 'talk.opened', ...place });

	const key = await desk.keys.caseKey(tx, at);
	const state = await openState(key, talk);
	const { opening, facts, observed, note, side } = state;
	const language = 'AM5' in opening ? opening.AM5 : 'en';
	return {
		kind: 'ask',
		caseId: at.caseId,
		reference: row.reference,
		now,
		talkId: talk.id,
		side,
		isAlone: isAlone(state),
		mode: opening.AM1,
		interpreter: interpreterOf(opening),
		language,
		facts,
		answers: toldIn(state).answers,
		observed,
		note,
		version: talk.version,
		savedAt: talk.savedAt,
		isBeside,
		plan: plan && (await readPlan(key, at, plan)),
		words: wordsOf(settings.intake, facts, language)
	};
}

async function showBeginning(
	tx: Transaction,
	{ desk, staff }: Looking,
	{ row, now, mine, other }: Found & { mine: OpenTalk | undefined; other: OpenTalk | undefined }
): Promise<TalkBegin> {
	const { at } = row;
	const settings = await findSettings(tx, at.agencyId);
	const round = roundFor(await findRounds(tx, at), now);
	const plan = await findPlan(tx, at);
	const openLinks = await countOpenLinks(tx, at);
	const place = { by: staff.staffId, case: at.caseId };
	await audit.append(tx, at.agencyId, { event: 'talk.prepared', ...place });

	const { supportOrganisationId, supportWorkerId } = row.team;
	const { reference, closedAt } = row;
	const facts = await factsFor(tx, {
		desk,
		at,
		row: { reference, closedAt, supportOrganisationId, supportWorkerId },
		settings,
		responseId: round?.responseId ?? responseId.parse(uuid())
	});
	const key = await desk.keys.caseKey(tx, at);
	return {
		kind: 'begin',
		caseId: at.caseId,
		reference,
		now,
		talkId: uuid(),
		checkIn: round && { point: round.point, dueAt: round.dueAt },
		openLinks,
		goesOnFrom: mine?.savedAt ?? null,
		heldBy: mine || !other ? null : { name: other.by, savedAt: other.savedAt },
		plan: plan && (await readPlan(key, at, plan)),
		languages: settings.intake.languages,
		words: inEach(settings.intake, facts)
	};
}

function inEach(settings: IntakeSettings, facts: FormFacts): TalkBegin['words'] {
	return Object.fromEntries(
		settings.languages.map((language) => [language, wordsOf(settings, facts, language)])
	);
}

async function readPlan(
	key: OpeningKey,
	at: { agencyId: Staff['agencyId']; caseId: CaseId },
	row: NonNullable<Awaited<ReturnType<typeof findPlan>>>
): Promise<TalkPlan> {
	const plan = await unsealPlan(key, at, row);
	const { safeWordPrompt, coverName, ifSomeoneElse } = plan;
	const { language, interpreter, textRelay, reading } = plan;
	const hasWord = plan.safeWord !== '';
	const spoken = { language, interpreter, textRelay, reading };
	return { safeWordPrompt, coverName, ifSomeoneElse, hasWord, ...spoken };
}

/** Nothing of hers is in it: what was said is on the card of the concern, for those who may read it. */
async function showEnd(
	tx: Transaction,
	{ staffId }: Staff,
	{ row, now, over }: Found & { over: { talkId: string; end: TalkEndKind } }
): Promise<TalkEnd | null> {
	const { at } = row;
	const parsed = talkIdOf.safeParse(over.talkId);
	const talk = parsed.success ? await findTalk(tx, { ...at, talkId: parsed.data, staffId }) : null;
	if (!talk) return null;
	const kind = await findRevisionKind(tx, { ...at, talkId: talk.id });
	const isUnsent = over.end === 'sent' && kind === 'unsent';
	const isBeside = isUnsent && (await hasSent(tx, { ...at, responseId: talk.responseId }));
	// pressed twice: the second time nothing is left of the talk that says that she was not alone
	const end = isUnsent && !isBeside ? 'not_alone' : over.end;
	const checkIn = await findCheckInState(tx, { ...at, id: talk.checkInId });
	return {
		kind: 'end',
		caseId: at.caseId,
		reference: row.reference,
		now,
		end,
		isBeside,
		hasDeclined: end === 'sent' && kind === 'sent' && checkIn === 'declined'
	};
}
