import type { EditCaseView } from '#lib/domain/case/index.ts';
import { lineIn, type Refused } from './problems.ts';

/** An order as a line of the form has it. Without an id it is a new one. */
export type OrderLine = {
	id: string;
	kind: string;
	state: string;
	from: string;
	to: string;
	terms: string;
};

/** Empty lines below those that are there: the form works without script. */
const MORE = 2;

/**
 * The lines of the form: what was typed, else what is known. An order that came meanwhile stands below
 * what was typed: a form without it is refused, since no order is taken away.
 */
export function orderLines(
	typed: Refused['typed'] | undefined,
	known: EditCaseView['orders']
): OrderLine[] {
	if (!typed) return [...known.map(lineOf), ...emptyLines(MORE)];
	const lines = typedLines(typed);
	return [...lines, ...known.map(lineOf).filter(({ id }) => !lines.some((one) => one.id === id))];
}

export function lineOf(one: EditCaseView['orders'][number]): OrderLine {
	const { id, kind, state, from, to, noContact, noContactChildren } = one;
	const forbids = noContact ? (noContactChildren ? 'both' : 'contact') : 'children';
	return {
		id: id ?? '',
		kind,
		state,
		from,
		to,
		terms: noContact || noContactChildren ? forbids : 'none'
	};
}

function emptyLines(count: number): OrderLine[] {
	return Array.from({ length: count }, () => ({
		id: '',
		kind: '',
		state: 'live',
		from: '',
		to: '',
		terms: 'none'
	}));
}

export function typedLines(given: Refused['typed']): OrderLine[] {
	return [given.order_kind ?? []].flat().map((kind, index) => ({
		id: lineIn(given, 'order_id', index),
		kind,
		state: lineIn(given, 'order_state', index),
		from: lineIn(given, 'order_from', index),
		to: lineIn(given, 'order_to', index),
		terms: lineIn(given, 'order_terms', index)
	}));
}
