import { MINUTE } from '../clock.ts';
import { lanesOf, type Lane } from '../concern/index.ts';
import { questions, type QuestionId } from '../questionnaire/index.ts';
import { isHigh, type Evidence } from '../rules/index.ts';
import { partOf, questionOf } from './answers.ts';
import {
	isGranted,
	isOfficerSide,
	isSupportOnly,
	type GivenFlag,
	type GivenLane,
	type GivenResponse,
	type Reader
} from './given.ts';
import { scopeOf, type Part } from './permissions.ts';
import { lanesReadAs } from './break-glass.ts';
import type { AnswerState, AnswerView } from './views.ts';

/** Told to the duty desk although only support may see the answers: the sentence alone (rules.md 5.1). */
const savesLives: readonly string[] = ['F-DANGER-NOW', 'F-CHILD-TAKEN'];

/** Flags that hang on an answer of a narrower row of the matrix. */
const rowOfFlag: Record<string, Part> = {
	'F-MADE-WORSE': 'madeWorse',
	'F-VICTIM-SUICIDE': 'victimSuicide'
};

/** How long support has before the sentence of F-VICTIM-SUICIDE goes further. */
const SUPPORT_HAS = 15 * MINUTE;

export type Look = {
	reader: Reader;
	lane: GivenLane;
	responses: readonly GivenResponse[];
	now: Date;
};

/** What is left of the evidence; null when the flag does not exist for this reader. */
export function readableEvidence(look: Look, flag: GivenFlag): Evidence[] | null {
	const { reader } = look;
	if (flag.lanes.length > 0 && flag.lanes.every((lane) => lane === 'other_unit')) return null;
	if (isForOtherLanes(reader, flag)) return null;
	if (isOfficerSide(reader) && flag.content.supportOnly) {
		// the sentence that was chosen, and never the answers behind it
		return isSharedWith(reader, flag) || isToldAllTheSame(reader, flag) ? [] : null;
	}
	if (isOfficerSide(reader) && comparesWithHidden(flag)) return null;

	const row = rowOfFlag[flag.content.code] ?? 'flags';
	if (scopeOf(reader.relation, row) === 'flag_if_unseen') {
		return isLeftUnseen(flag, look.now) ? [] : null;
	}
	if (!isGranted(reader, row, look.lane)) return null;
	return stillHolds(flag, evidenceFor(look, flag));
}

/** What somebody wrote by judgement is for the lanes that they chose, and no others (rules.md 6). */
function isForOtherLanes({ relation }: Reader, { lanes, content }: GivenFlag): boolean {
	const worked = lanesReadAs(relation);
	return content.code === 'F-JUDGE' && !lanes.some((lane) => worked.includes(lane));
}

/** Sharing passes her choice (CN1). It never passes a row of the matrix that is closed anyway. */
function isSharedWith({ relation }: Reader, { isShared, content }: GivenFlag): boolean {
	return isShared && scopeOf(relation, rowOfFlag[content.code] ?? 'flags') === 'yes';
}

/** CN1 = support: the wish to be called by the officer, and for the duty desk what saves a life. */
function isToldAllTheSame({ isDutyDesk }: Reader, { content }: GivenFlag): boolean {
	const wishesTheOfficer = content.code === 'F-CALL' && content.wish === 'officer';
	return wishesTheOfficer || (isDutyDesk && savesLives.includes(content.code));
}

/**
 * A fall in safety since answers that were for support alone is routed to support alone, and so is
 * a combination that counts it (rules.md 5.1). Other flags for support are the officer's to know.
 */
function comparesWithHidden({ content: { code, evidence, routes } }: GivenFlag): boolean {
	const compares = code === 'F-DROP' || evidence.some(({ ref }) => ref === 'flag:F-DROP');
	return compares && routes.every((route) => route === 'S' || route === 'OPS');
}

/**
 * Whether support can share this flag with police: it came for support alone, is not shared yet, and
 * is not of a kind that the officer never learns of (F-MADE-WORSE, F-VICTIM-SUICIDE; SL5).
 */
export function mayBeShared(flag: GivenFlag): boolean {
	const { content, severity, isShared } = flag;
	if (!content.supportOnly || isShared || severity === 'label') return false;
	if (content.code === 'F-CALL' && content.wish === 'officer') return false;
	return scopeOf('officer', rowOfFlag[content.code] ?? 'flags') === 'yes';
}

/** For these the card itself asks whether to share (SL4). */
export function asksToBeShared(flag: GivenFlag): boolean {
	const isGrave = flag.severity === 'critical' || flag.content.code === 'F-CHILD-HARM';
	return isGrave && mayBeShared(flag);
}

function isLeftUnseen({ severity, filedAt, seenBySupportAt }: GivenFlag, now: Date): boolean {
	const isLate = now.getTime() - filedAt.getTime() >= SUPPORT_HAS;
	return severity === 'critical' && seenBySupportAt === null && isLate;
}

function evidenceFor(look: Look, flag: GivenFlag): Evidence[] {
	return flag.content.evidence.filter(({ ref }) => isReadableRef(look, flag, ref));
}

function isReadableRef(look: Look, flag: GivenFlag, ref: string): boolean {
	const { relation } = look.reader;
	const [kind, name = ''] = ref.split(/[.:]/, 2);
	if (kind === 'flag') return scopeOf(relation, rowOfFlag[name] ?? 'flags') === 'yes';
	if (kind === 'previous' && isOfficerSide(look.reader)) {
		// the overall severity of before counts flags that this reader may never have seen
		return name !== 'overall' && !isPreviousHidden(look, flag) && isPlain(relation, name);
	}
	return isPlain(relation, kind === 'previous' ? name : ref);
}

/** Evidence is a part of the flag, so the row `flags` opens it, but for the answers with rows of their own. */
function isPlain(relation: Reader['relation'], ref: string): boolean {
	const question = questionOf(ref);
	const part = question ? partOf(question) : 'answers';
	return part === 'answers' || scopeOf(relation, part) === 'yes';
}

/** Not among what was opened counts as hidden: nobody has looked whether it was for support alone. */
function isPreviousHidden({ responses }: Look, flag: GivenFlag): boolean {
	const [previous] = responses
		.filter(({ responseId, at }) => responseId !== flag.responseId && at < flag.filedAt)
		.toSorted((a, b) => b.at.getTime() - a.at.getTime());
	return previous === undefined || isSupportOnly(previous);
}

/**
 * The evidence, if what is left of it still carries the flag. Else the flag itself would tell that
 * something is hidden: own words of which none may be read, "two or more questions" with only one.
 */
function stillHolds({ content }: GivenFlag, left: Evidence[]): Evidence[] | null {
	if (left.length === content.evidence.length) return left;
	const isAboutWords = ['F-TEXT', 'F-TEXT-HIT', 'F-TEXT-LANG'].includes(content.code);
	if (isAboutWords && !left.some(({ value }) => value === 'text')) return null;
	if (content.code === 'F-DECLINED' && left.length < 2) return null;
	return left.length > 0 ? left : null;
}

/**
 * F-COERCED for haste alone says that something before was high. Whoever has seen no such flag
 * learns from it that there is one which he may not see. `seen`: the flags he does see.
 */
export function tellsOfHiddenPast(flag: GivenFlag, seen: readonly GivenFlag[]): boolean {
	const { code, evidence } = flag.content;
	const observed = evidence.filter(({ ref }) => ref.startsWith('observations.'));
	const isOnlyHaste = observed.every(({ ref }) => ref === 'observations.secondsOnForm');
	const mayKnow = seen.some(({ severity, filedAt }) => isHigh(severity) && filedAt < flag.filedAt);
	return code === 'F-COERCED' && observed.length > 0 && isOnlyHaste && !mayKnow && !flag.isShared;
}

/** The lanes of a label that stands on the case and was filed under no concern. */
export function lanesOfLabel({ content }: Pick<GivenFlag, 'content'>): Lane[] {
	// a route of another ruleset is no lane of ours
	return lanesOf(content.routes.filter(isRoute));
}

type Route = Parameters<typeof lanesOf>[0][number];

function isRoute(route: string): route is Route {
	return ['O', 'D', 'S', 'SUP', 'OPS', 'XSUP'].includes(route);
}

/** The answers that are the reason, exactly as the rule found them; each question once. */
export function answersIn(evidence: readonly Evidence[]): AnswerView[] {
	const found = new Map<QuestionId, AnswerView>();
	for (const { ref, value } of evidence) {
		const question = questionOf(ref);
		if (!question) continue;
		const answer = answerIn(question, ref, value);
		const codes = [...(found.get(question)?.codes ?? []), ...answer.codes];
		found.set(question, { ...answer, codes: [...new Set(codes)] });
	}
	return [...found.values()];
}

/** Facts of the case in the reason; a fact keeps its bare name, anything else says what it is of. */
export function factsIn(evidence: readonly Evidence[]): { ref: string; value: string }[] {
	return evidence.flatMap(({ ref, value }) => {
		if (questionOf(ref) || ref.startsWith('flag:')) return [];
		return [{ ref: ref.replace(/^facts\./, ''), value }];
	});
}

const unknowns: Record<string, AnswerState> = {
	skipped: 'skipped',
	declined: 'declined',
	not_shown: 'not_asked',
	unreached: 'not_asked'
};

function answerIn(question: QuestionId, ref: string, value: string): AnswerView {
	const state = unknowns[value];
	if (state) return { question, state, codes: [] };
	if (value !== 'text') return { question, state: 'answered', codes: value.split(',') };
	const other = ref === question ? null : questions[question].other;
	return { question, state: 'answered', codes: other ? [other.code] : [] };
}
