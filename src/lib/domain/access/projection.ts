import { placeOf, rankOf, suggestedActions } from '../rules/index.ts';
import { readableResponse } from './answers.ts';
import { changesIn } from './changes.ts';
import { answersIn, factsIn, readableEvidence, tellsOfHiddenPast, type Look } from './flags.ts';
import { isOfficerSide, isSupportOnly, type GivenFlag } from './given.ts';
import type { ConcernView, FlagView } from './views.ts';
import type { Evidence } from '../rules/index.ts';

export type MayBeRead = Pick<
	ConcernView,
	'supportOnly' | 'flags' | 'labels' | 'responses' | 'changes' | 'actions'
>;

/**
 * What this reader may read of an open concern, part by part, after the matrix of safety.md 9, her
 * choice (CN1) and rules.md 5. Everything a page shows of her goes through here; severity, state
 * and clocks do not, because a lane's own figures come from the lane's own flags.
 */
export function whatMayBeRead({
	flags,
	...look
}: Look & { flags: readonly GivenFlag[] }): MayBeRead {
	const readable = readableFlags(look, flags);
	const reasons = readable.filter(({ flag }) => flag.severity !== 'label');
	const responses = newestFirst(look.responses);
	const views = responses.flatMap((response) => readableResponse(look, response) ?? []);
	// somebody who did not know the agreed word was asked nothing
	const asked = responses.filter(({ content }) => !content.observations.identityFailed);
	const [latest] = asked;
	return {
		supportOnly: latest !== undefined && isOfficerSide(look.reader) && isSupportOnly(latest),
		flags: reasons.map((reason) => flagView(look, reason)),
		labels: labelsIn(readable),
		responses: views,
		changes: changesIn(
			views.filter(({ revisionId }) => asked.some((one) => one.revisionId === revisionId))
		),
		actions: actionsFor(look, reasons)
	};
}

type Readable = { flag: GivenFlag; evidence: Evidence[] };

/** Several responses may have brought the same label: it stands there once. */
function labelsIn(readable: readonly Readable[]): string[] {
	const labels = readable.filter(({ flag }) => flag.severity === 'label');
	return [...new Set(labels.map(({ flag }) => flag.content.reason))];
}

/** Own lane first; then the most severe, in the order of rules.md. */
function readableFlags(look: Look, flags: readonly GivenFlag[]): Readable[] {
	const found = flags.flatMap((flag) => {
		const evidence = readableEvidence(look, flag);
		return evidence ? [{ flag, evidence }] : [];
	});
	const seen = found.map(({ flag }) => flag);
	return found
		.filter(({ flag }) => !isOfficerSide(look.reader) || !tellsOfHiddenPast(flag, seen))
		.toSorted(
			(a, b) =>
				Number(isOwn(look, b.flag)) - Number(isOwn(look, a.flag)) ||
				rankOf(b.flag.severity) - rankOf(a.flag.severity) ||
				placeOf(a.flag.content.code) - placeOf(b.flag.content.code) ||
				b.flag.filedAt.getTime() - a.flag.filedAt.getTime()
		);
}

function isOwn({ lane }: Look, { lanes }: GivenFlag): boolean {
	return lanes.includes(lane.lane);
}

function flagView(look: Look, { flag, evidence }: Readable): FlagView {
	return {
		severity: flag.severity,
		reason: flag.content.reason,
		isOwnLane: isOwn(look, flag),
		filedAt: flag.filedAt,
		raisedBy: flag.raisedBy,
		answers: answersIn(evidence),
		facts: factsIn(evidence)
	};
}

/** Offered for what this lane is to act on; the seed's own examples first, each once. */
function actionsFor(look: Look, reasons: readonly Readable[]): MayBeRead['actions'] {
	const codes = reasons
		.filter(({ flag }) => isOwn(look, flag))
		.map(({ flag }) => flag.content.code);
	const offered = codes.flatMap((code) => suggestedActions(code, codes));
	const inOrder = [
		...offered.filter(({ first }) => first),
		...offered.filter(({ first }) => !first)
	];
	return inOrder.filter(
		({ text }, place) => inOrder.findIndex((other) => other.text === text) === place
	);
}

function newestFirst(responses: Look['responses']): Look['responses'] {
	return responses.toSorted((a, b) => b.at.getTime() - a.at.getTime());
}
