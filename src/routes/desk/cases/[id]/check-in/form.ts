import { z } from 'zod';
import { talkId } from '#lib/domain/ids.ts';
import { observed, type Typed } from '#lib/domain/questionnaire/index.ts';
import { openingFields, talkEnds, valuesOf } from '#lib/domain/talk/index.ts';

/** The opening form. What was chosen is judged by the questionnaire; here stands only what may come. */
export function openingForm(typed: Typed) {
	const id = talkId.safeParse(typed.talk);
	const fields = openingFields.flatMap((name) => {
		const [value] = valuesOf(typed, name);
		return value === undefined ? [] : [[name, value] as const];
	});
	return { talkId: id.success ? id.data : null, fields: Object.fromEntries(fields) };
}

const whole = z.coerce.number().int().min(0).catch(0);
const text = z.string().catch('');

/**
 * A screen of a talk. Beside the fields of the questions: `q` names each question on it, `go` the
 * screen that comes next, `seen` what was noticed. A form that holds what was noticed has `seen`
 * among its `q`: nothing ticked is then nothing noticed. What it does not hold stays as it was.
 */
export function screenForm(typed: Typed) {
	const asked = valuesOf(typed, 'q');
	const seen = valuesOf(typed, 'seen');
	const names = Object.keys(observed.shape).map((name) => [name, seen.includes(name)] as const);
	return {
		talkId: text.parse(typed.talk),
		version: whole.parse(typed.version),
		asked,
		typed,
		observed: asked.includes('seen') ? observed.parse(Object.fromEntries(names)) : null,
		note: 'note' in typed ? text.parse(typed.note).replace(/\r\n?/g, '\n') : null,
		here: text.parse(typed.here),
		go: z
			.string()
			.nullable()
			.catch(null)
			.parse(typed.go ?? null)
	};
}

const over = z.object({ talk: z.string(), end: z.enum(talkEnds) });

/** `?end=…&talk=…`: what became of a talk. Null anywhere else. */
export function overFrom({ searchParams }: URL) {
	const read = over.safeParse(Object.fromEntries(searchParams));
	return read.success ? { talkId: read.data.talk, end: read.data.end } : null;
}
