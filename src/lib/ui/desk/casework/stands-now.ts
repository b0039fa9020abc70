import type { EditCaseView } from '#lib/domain/case/index.ts';
import { questions } from '#lib/domain/questionnaire/index.ts';
import { hasText, type Text } from '#lib/i18n/index.ts';
import { codeWords } from '../words.ts';
import { lineOf, orderLines, type OrderLine } from './order-lines.ts';
import { valueIn, type Refused } from './problems.ts';

export type StandsNow = { label: string; now: string };

/**
 * Where somebody was quicker: what stands on the case now and is not what was typed. To save once more
 * is to choose what was typed, so it has to be seen what that takes back.
 */
export function standsNow(t: Text, typed: Refused['typed'], view: EditCaseView): StandsNow[] {
	const fields = [...factsIn(t, view), ...partnersIn(t, view)];
	return [
		...fields
			.filter(({ name, value }) => valueIn(typed, name) !== value)
			.map(({ name, words }) => ({
				label: wordsOr(t, `casework.field.${name}`, name),
				now: words
			})),
		...ordersIn(t, typed, view)
	];
}

type Field = { name: string; value: string; words: string };

function factsIn(t: Text, view: EditCaseView): Field[] {
	const { intervention, conferenceOn, baselineSF2, personPhrase } = view;
	const children = view.hasChildren ? 'yes' : 'no';
	return [
		{ name: 'intervention_on', value: view.interventionOn, words: view.interventionOn },
		{
			name: 'intervention',
			value: intervention,
			words: t(`casework.intervention.${intervention}`)
		},
		{ name: 'children', value: children, words: t(`casework.children.${children}`) },
		ticked(t, 'graded_high', view.gradedHigh),
		orNone(t, 'conference_on', conferenceOn),
		{
			name: 'baseline',
			value: baselineSF2 ?? '',
			words:
				baselineSF2 === null ? t('casework.not_asked') : codeWords(t, questions.SF2.id, baselineSF2)
		},
		{
			name: 'phrase',
			value: personPhrase,
			words: wordsOr(t, `casework.phrase.${personPhrase}`, personPhrase)
		}
	];
}

/** Only what is named: what somebody adds is no difference to nothing. */
function partnersIn(t: Text, { supportOrganisation, supportWorker, ...view }: EditCaseView) {
	const { programme, choices } = view;
	const support = [
		{ name: 'support_organisation', one: supportOrganisation },
		{ name: 'support_worker', one: supportWorker }
	].flatMap(({ name, one }): Field[] => (one ? [{ name, value: one.id, words: one.name }] : []));
	if (!programme) return support;
	const called = (list: readonly { id: string; name: string }[], id: string | null) =>
		list.find((one) => one.id === id)?.name ?? t('casework.none');
	const { organisationId, workerId, status } = programme;
	return [
		...support,
		{
			name: 'provider',
			value: organisationId,
			words: called(choices.providers, organisationId)
		},
		{
			name: 'programme_worker',
			value: workerId ?? '',
			words: called(choices.programmeWorkers, workerId)
		},
		{ name: 'programme_status', value: status, words: t(`desk.programme.${status}`) },
		orNone(t, 'programme_reference', programme.reference),
		orNone(t, 'referred_on', programme.referredOn),
		ticked(t, 'programme_court', programme.orderedByCourt)
	];
}

function ordersIn(t: Text, typed: Refused['typed'], { orders }: EditCaseView): StandsNow[] {
	const lines = orderLines(typed, []);
	return orders.map(lineOf).flatMap((known) => {
		const place = lines.findIndex(({ id }) => id === known.id);
		const found = lines[place];
		if (found && isSame(found, known)) return [];
		const label = found
			? t('casework.order', { number: place + 1 })
			: t('casework.edit.order_added');
		return [{ label, now: orderWords(t, known) }];
	});
}

function isSame(one: OrderLine, other: OrderLine): boolean {
	return (['kind', 'state', 'from', 'to', 'terms'] as const).every(
		(name) => one[name] === other[name]
	);
}

function orderWords(t: Text, { kind, state, from, to, terms }: OrderLine): string {
	const day = (moment: string) => moment.replace('T', ' ');
	return [
		wordsOr(t, `desk.order.kind.${kind}`, kind),
		wordsOr(t, `desk.order.state.${state}`, state),
		`${day(from)} – ${day(to)}`.trim(),
		`${t('casework.field.order_terms')}: ${wordsOr(t, `casework.terms.${terms}`, terms)}`
	].join(', ');
}

function ticked(t: Text, name: string, isSo: boolean): Field {
	return { name, value: isSo ? 'yes' : '', words: t(`casework.children.${isSo ? 'yes' : 'no'}`) };
}

function orNone(t: Text, name: string, value: string | null): Field {
	return { name, value: value ?? '', words: value ?? t('casework.none') };
}

function wordsOr(t: Text, key: string, code: string): string {
	return hasText(key) ? t(key) : code;
}
