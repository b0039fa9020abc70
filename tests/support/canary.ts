import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump } from './dump.ts';
import type { Running } from './heard.ts';
import type { OwnGround } from './own-ground.ts';

// What must be nowhere, in every spelling in which careless code would leave it, and where to look.

/** Name of the place, and all of it. */
export type Place = [name: string, bytes: Buffer];

/** The places that hold it, each with the spelling. `secret` is named by `what`, never printed. */
export function placesOf(secret: string, what: string, places: readonly Place[]): string[] {
	const found: string[] = [];
	for (const [spelling, needle] of spellingsOf(secret)) {
		for (const [name, bytes] of places) {
			if (stands(bytes, needle)) found.push(`${what}, as ${spelling}, in ${name}`);
		}
	}
	return found;
}

function spellingsOf(secret: string): [string, Buffer][] {
	const bytes = Buffer.from(secret);
	// within a longer text base64 begins at any of three places; its ends depend on the neighbours
	const shifted = [0, 1, 2].map((shift) => {
		const whole = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
		return whole.slice(shift === 0 ? 0 : shift + 1, -4);
	});
	const texts: [string, string][] = [
		['it is', secret],
		['capitals', secret.toUpperCase()],
		['hex', bytes.toString('hex')],
		['part of an address', encodeURIComponent(secret)],
		['part of a form', new URLSearchParams({ a: secret }).toString().slice(2)],
		...shifted.map((text): [string, string] => ['base64', text])
	];
	// the first name of a spelling stands
	const distinct = new Map(texts.toReversed().map(([spelling, text]) => [text, spelling]));
	return [
		...[...distinct]
			.filter(([text]) => text.length >= 6)
			.map(([text, spelling]): [string, Buffer] => [spelling, Buffer.from(text)]),
		['UTF-16', Buffer.from(secret, 'utf16le')]
	];
}

/** By itself, not inside a longer number: six digits stand in many an id and many a time by chance. */
function stands(bytes: Buffer, needle: Buffer): boolean {
	const isNumber = /^\d+$/.test(needle.toString('latin1'));
	for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + 1)) {
		const around = `${letter(bytes, at - 1)} ${letter(bytes, at + needle.length)}`;
		if (!isNumber || !/[\da-f.]/i.test(around)) return true;
	}
	return false;
}

/** The numbers of six digits that stand somewhere already: a code that is one of them tells nothing. */
export function codesIn(places: readonly Place[]): Set<string> {
	const found = new Set<string>();
	for (const [, bytes] of places) {
		for (const [code] of bytes.toString('latin1').matchAll(/(?<![\da-f.])\d{6}(?![\da-f.])/gi)) {
			found.add(code);
		}
	}
	return found;
}

const letter = (bytes: Buffer, at: number) => String.fromCharCode(bytes[at] ?? 0);

/** Every file below a folder. */
export function filesIn(folder: string): Place[] {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry): Place[] => {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return filesIn(path);
		return entry.isFile() ? [[path, readFileSync(path)]] : [];
	});
}

/** The database refuses with everything that it was given in its message, as real ones do. */
export async function whileItFails(
	{ superuser }: Pick<OwnGround, 'superuser'>,
	table: string,
	when: string,
	work: () => Promise<void>
): Promise<void> {
	await superuser.unsafe(`
		create or replace function public.refuse() returns trigger language plpgsql as $$
		begin
			raise exception 'refused: %', new using errcode = '53100', detail = new::text;
		end $$`);
	await superuser.unsafe(`create trigger refuse ${when} on public."${table}"
		for each row execute function public.refuse()`);
	await work();
	await superuser.unsafe(`drop trigger refuse on public."${table}"`);
}

/** Ends everything, and reads what the processes printed, every table, and every file they left. */
export async function everywhere(at: OwnGround, app: Running): Promise<Place[]> {
	const tables = await dump(at.superuser);
	await at.superuser`checkpoint`;
	await app.stop();
	await at.shutDown();
	return [
		['what the processes printed', Buffer.from(app.printed())],
		...[...tables].map(([name, rows]): Place => [`table ${name}`, Buffer.from(rows)]),
		...filesIn(at.folder)
	];
}
