import type { StoredAnswers } from '../../../src/lib/domain/questionnaire/index.ts';
import { allAnswers } from '../../../src/lib/domain/questionnaire/course.ts';
import type { Entry } from '../history.ts';
import type { View } from './view.ts';

/** I1: acknowledged sends ⊆ stored ⊆ attempted; each response has at most one `sent` revision. */
export function i1({ links, revisions }: View, history: readonly Entry[]): string[] {
	const breaches: string[] = [];
	const sent = revisions.filter(({ kind }) => kind === 'sent');
	const sends = history.filter(({ act }) => act === 'send');
	for (const { link, outcome } of sends) {
		const response = links.find(({ id }) => id === link)?.responseId;
		const isStored = sent.some(({ responseId }) => responseId === response);
		if (outcome === 'acknowledged' && !isStored) {
			breaches.push(`I1 she was told that it arrived, and nothing is stored: link ${link}`);
		}
	}
	for (const { id, linkId } of sent) {
		if (history.length > 0 && !sends.some(({ link }) => link === linkId)) {
			breaches.push(`I1 a stored sending that nobody attempted: revision ${id}`);
		}
	}
	for (const [response, all] of Map.groupBy(sent, ({ responseId }) => responseId)) {
		if (all.length > 1) breaches.push(`I1 ${all.length} sent revisions of response ${response}`);
	}
	return breaches;
}

/**
 * I2: each acknowledged Continue is in its draft, in a filed revision, in the sent revision, or was
 * followed by an acknowledged delete. What was tried after it with an unknown end may stand instead.
 */
export function i2(view: View, history: readonly Entry[]): string[] {
	const breaches: string[] = [];
	const steps = history.filter((entry) => entry.act === 'continue');
	for (const [link, ofLink] of Map.groupBy(steps, (entry) => entry.link)) {
		const kept = keptFor(view, link);
		for (const [q, tries] of Map.groupBy(ofLink, (entry) => entry.q)) {
			const last = tries.findLastIndex(({ outcome }) => outcome === 'acknowledged');
			const promise = tries[last];
			if (!promise || wasDeletedAfter(history, promise)) continue;
			const possible = tries.slice(last).filter(({ outcome }) => outcome !== 'failed');
			const isKept = kept.some((answers) =>
				possible.some(
					({ value, text }) =>
						same(answers[q], value) && (text === undefined || answers[`${q}_text`] === text)
				)
			);
			if (!isKept)
				breaches.push(`I2 she was told that ${q} was saved, and it is gone: link ${link}`);
		}
	}
	return breaches;
}

/** I3: after an acknowledged delete before filing there are no bytes of that draft. */
export function i3({ visits, drafts, revisions }: View, history: readonly Entry[]): string[] {
	const deleted = history.filter(
		({ act, outcome }) => act === 'delete' && outcome === 'acknowledged'
	);
	const ids = new Set(
		visits
			.filter(
				({ linkId, state }) => state === 'deleted' && deleted.some(({ link }) => link === linkId)
			)
			.map(({ draftId }) => draftId)
	);
	return [
		...deleted
			.filter(({ link }) => !visits.some((one) => one.linkId === link && one.state === 'deleted'))
			.map(({ link }) => `I3 she was told that it is deleted, and her visit goes on: link ${link}`),
		...drafts
			.filter(({ id }) => ids.has(id))
			.map(({ id }) => `I3 a deleted draft is still there: ${id}`),
		...revisions
			.filter(({ draftId }) => draftId !== null && ids.has(draftId))
			.map(({ id }) => `I3 a deleted draft was filed: revision ${id}`)
	];
}

/** I7: no link is `sent` without a `sent` revision of its response, and none stays open beside one. */
export function i7({ links, revisions }: View): string[] {
	const sent = new Set(
		revisions.filter(({ kind }) => kind === 'sent').map(({ responseId }) => responseId)
	);
	return links.flatMap(({ id, state, responseId }) => {
		if (state === 'sent' && !sent.has(responseId))
			return [`I7 link ${id} is sent, and nothing is stored`];
		if (state === 'open' && sent.has(responseId)) return [`I7 link ${id} is open beside a sending`];
		return [];
	});
}

function keptFor({ drafts, revisions }: View, link: string): StoredAnswers[] {
	return [
		...drafts
			.filter((one) => one.linkId === link)
			.flatMap(({ state }) => (state ? [allAnswers(state.course)] : [])),
		...revisions
			.filter((one) => one.linkId === link)
			.flatMap(({ content }) => (content ? [content.answers] : []))
	];
}

function wasDeletedAfter(history: readonly Entry[], promise: Entry): boolean {
	return history
		.slice(history.indexOf(promise))
		.some(
			({ act, link, outcome }) =>
				act === 'delete' && link === promise.link && outcome === 'acknowledged'
		);
}

function same(
	stored: StoredAnswers[string] | undefined,
	said: string | readonly string[]
): boolean {
	if (stored === undefined || stored === null) return false;
	return [stored].flat().toSorted().join('\n') === [said].flat().toSorted().join('\n');
}
