import { z } from 'zod';
import {
	interventions,
	orderKinds,
	orderStates,
	programmeStates,
	type WantedFacts,
	type WantedOrder,
	type WantedProgramme
} from '#lib/domain/case/index.ts';
import { orderId, organisationId, staffId } from '#lib/domain/ids.ts';
import { dayNamed } from '#lib/domain/schedule/day.ts';
import { momentFrom } from '#lib/domain/schedule/wall.ts';
import { readForm, typedFields } from '#lib/server/platform/http/read-form.ts';
import { plain } from '../fields.ts';

// What the forms of a case ask alike. A message is the name of a problem; the page has its words.

/** An id that is chosen from a list. */
export const chosen = <Schema extends z.ZodType>(id: Schema, problem: string) =>
	z.string(problem).transform((given, context) => {
		const read = id.safeParse(given);
		if (read.success) return read.data;
		context.issues.push({ code: 'custom', message: problem, input: given });
		return z.NEVER;
	});

/** Empty means nobody and nothing. */
export const orNobody = <Schema extends z.ZodType>(id: Schema, problem: string) =>
	z.union([z.literal('').transform(() => null), id], problem);

const list = z
	.union([z.string(), z.array(z.string())])
	.optional()
	.transform((given) => (given === undefined ? [] : [given].flat()));

/** A day, or none. A union would name one problem for everything; the year has its own. */
export const orNoDay = (problem: string) =>
	z
		.string(problem)
		.transform((typed) => (typed === '' ? null : typed))
		.pipe(dayNamed(problem).nullable());

export const caseFields = {
	intervention_on: dayNamed('day'),
	intervention: z.enum(interventions, 'intervention'),
	support_organisation: orNobody(organisationId, 'support_organisation'),
	support_worker: orNobody(staffId, 'support_worker'),
	children: z.enum(['yes', 'no'], 'children'),
	graded_high: z.literal('yes').optional(),
	conference_on: orNoDay('conference'),
	baseline: z.union(
		[z.literal('').transform(() => null), z.enum(['0', '1', '2', '3'])],
		'baseline'
	),
	phrase: z.enum(['hurt', 'partner', 'ex', 'person'], 'phrase'),
	order_id: list,
	order_kind: list,
	order_state: list,
	order_from: list,
	order_to: list,
	order_terms: list,
	provider: orNobody(organisationId, 'programme'),
	programme_worker: orNobody(staffId, 'programme'),
	programme_status: z.enum(programmeStates, 'programme').default('referred'),
	programme_reference: plain('programme_reference')
		.trim()
		.max(40, 'programme_reference')
		.default(''),
	programme_court: z.literal('yes').optional(),
	referred_on: orNoDay('referred_on').default(null)
};

/** The form, and everything as it was typed: a verb may find a problem that the form cannot know. */
export async function readTyped<Schema extends z.ZodObject>(request: Request, schema: Schema) {
	const typed = { ...(await typedFields(request.clone())) };
	return { typed, form: await readForm(request, schema) };
}

type Fields = z.infer<z.ZodObject<typeof caseFields>>;

export function factsFrom(fields: Fields): WantedFacts {
	return {
		hasChildren: fields.children === 'yes',
		gradedHigh: fields.graded_high === 'yes',
		conferenceOn: fields.conference_on,
		baselineSF2: fields.baseline,
		personPhrase: fields.phrase
	};
}

/** Null for none; `provider`: something was typed about one, but not where it is. */
export function programmeFrom(fields: Fields): WantedProgramme | null | 'provider' {
	if (fields.provider === null) {
		const hasMore =
			fields.programme_worker !== null ||
			fields.programme_status !== 'referred' ||
			fields.programme_reference !== '' ||
			fields.programme_court === 'yes' ||
			fields.referred_on !== null;
		return hasMore ? 'provider' : null;
	}
	return {
		organisationId: fields.provider,
		workerId: fields.programme_worker,
		status: fields.programme_status,
		reference: fields.programme_reference === '' ? null : fields.programme_reference,
		orderedByCourt: fields.programme_court === 'yes',
		referredOn: fields.referred_on
	};
}

const line = z.object({
	id: orNobody(orderId, 'orders'),
	kind: z.enum(orderKinds),
	state: z.enum(orderStates),
	terms: z.enum(['none', 'contact', 'children', 'both'])
});

/** The orders as written; null when a line is not whole. A line without a kind is an empty one. */
export function ordersFrom(fields: Fields, timeZone: string): WantedOrder[] | null {
	const lines = fields.order_kind.map((kind, index) => ({
		id: fields.order_id[index] ?? '',
		kind,
		state: fields.order_state[index] ?? '',
		from: fields.order_from[index] ?? '',
		to: fields.order_to[index] ?? '',
		terms: fields.order_terms[index] ?? 'none'
	}));
	const orders: WantedOrder[] = [];
	for (const one of lines) {
		if (one.id === '' && one.kind === '' && one.from === '' && one.to === '') continue;
		const read = line.safeParse(one);
		const fromAt = momentFrom(one.from, timeZone);
		const toAt = one.to === '' ? null : momentFrom(one.to, timeZone);
		const isInOrder = fromAt && (one.to === '' || (toAt !== null && fromAt < toAt));
		if (!read.success || !fromAt || !isInOrder) return null;
		const { id, kind, state, terms } = read.data;
		orders.push({
			id,
			kind,
			state,
			fromAt,
			toAt,
			noContact: terms === 'contact' || terms === 'both',
			noContactChildren: terms === 'children' || terms === 'both'
		});
	}
	return orders;
}

/** A written reason: long enough to say something, short enough to be read. */
export const reasonField = z.string('reason').trim().min(20, 'reason').max(500, 'reason');
