import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Carriers } from './carrier.ts';

// Where nobody takes messages out of the house: a folder that keeps what would have been sent. For
// the demo and for development: what lies there holds links that work.

/** A message that would have been sent. */
export const keptMessage = z.object({
	kind: z.enum(['mail', 'sms']),
	/** The row that it is for; a text message names its agency before. */
	id: z.string().regex(/^([\da-f-]{36}\.)?[\da-f-]{36}$/),
	to: z.string(),
	subject: z.string().nullable(),
	text: z.string()
});
export type KeptMessage = z.infer<typeof keptMessage>;

/** One file for each message, so that a repeat is one message here as it is for her. */
export function outbox(folder: string): Carriers {
	const keep = (message: KeptMessage) => {
		mkdirSync(folder, { recursive: true, mode: 0o700 });
		const file = join(folder, `${message.id}.json`);
		// whole or not at all: the page may look in between
		writeFileSync(`${file}.part`, JSON.stringify(message), { mode: 0o600 });
		renameSync(`${file}.part`, file);
		return Promise.resolve({ kind: 'accepted' } as const);
	};
	return {
		sendMail: ({ id, to, subject, text }) => keep({ kind: 'mail', id, to, subject, text }),
		sendSms: ({ id, to, text }) => keep({ kind: 'sms', id, to, subject: null, text })
	};
}

/** What lies there, the newest first: ids begin with their time. */
export function lookInto(folder: string): KeptMessage[] {
	return namesIn(folder)
		.filter((name) => name.endsWith('.json'))
		.flatMap((name) => {
			const read = keptMessage.safeParse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
			return read.success ? [read.data] : [];
		})
		.toSorted((a, b) => (rowOf(a) < rowOf(b) ? 1 : -1));
}

/** The id of the row: what goes to a gateway names its agency first. */
export const rowOf = ({ id }: KeptMessage) => id.split('.').at(-1) ?? id;

function namesIn(folder: string): string[] {
	try {
		return readdirSync(folder);
	} catch {
		// nothing was ever sent
		return [];
	}
}
