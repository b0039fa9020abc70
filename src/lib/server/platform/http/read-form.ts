import type { z } from 'zod';
import { refuse } from './refuse.ts';

/** What was typed, by field: one value as text, a repeated name as a list. */
export type TypedFields = Record<string, string | string[]>;

export type Form<Value> =
	| { ok: true; value: Value }
	| {
			ok: false;
			/** To be shown again. The caller leaves out what must not be, such as a password. */
			typed: TypedFields;
			/** Keys of messages by field, the first one of each. */
			problems: Record<string, string>;
	  };

/**
 * Reads a form and checks it. Names that the schema does not know are dropped; the messages of the
 * schema are keys of texts. A body that is too large throws Kit's 413.
 */
export async function readForm<Schema extends z.ZodObject>(
	request: Request,
	schema: Schema
): Promise<Form<z.infer<Schema>>> {
	const typed = onlyKnown(await typedFields(request), schema);
	const read = schema.safeParse(typed);
	if (read.success) return { ok: true, value: read.data };

	const problems: Record<string, string> = {};
	for (const { path, message } of read.error.issues) {
		problems[String(path[0] ?? '')] ??= message;
	}
	return { ok: false, typed, problems };
}

/**
 * All fields as typed. Empty ones too: an empty answer is an answer. A file that somebody sends in
 * place of text counts as nothing typed.
 */
export async function typedFields(request: Request): Promise<TypedFields> {
	const data = await request.formData().catch((error: unknown) => {
		// a body that is not what its content type says
		if (error instanceof TypeError) refuse('request.wrong_type');
		throw error;
	});
	// no prototype: a field may be called `__proto__`, and is then just a field
	const typed: TypedFields = Object.create(null);
	for (const name of new Set(data.keys())) {
		const values = data.getAll(name).filter((value) => typeof value === 'string');
		const [first, ...more] = values;
		if (first !== undefined) typed[name] = more.length > 0 ? values : first;
	}
	return typed;
}

function onlyKnown(typed: TypedFields, schema: z.ZodObject): TypedFields {
	return Object.fromEntries(
		Object.entries(typed).filter(([name]) => Object.hasOwn(schema.shape, name))
	);
}
