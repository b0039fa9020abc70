import { beforeAll, describe, expect, it } from 'vitest';
import * as ids from '#lib/domain/ids.ts';
import { EnvelopeError } from '../errors.ts';
import { newPair } from '../keys/pair.ts';
import * as seal from '../seal/index.ts';
import * as open from './index.ts';

const id = (last: number) => `01932f5c-7e8a-7000-8000-${String(last).padStart(12, '0')}`;
const inCase = { agencyId: ids.agencyId.parse(id(1)), caseId: ids.caseId.parse(id(2)) };
const inResponse = {
	...inCase,
	responseId: ids.responseId.parse(id(3)),
	questionnaireVersion: '2026-11'
};
const revision = { ...inResponse, revisionId: ids.revisionId.parse(id(4)) };
const draft = { ...inResponse, draftId: ids.draftId.parse(id(5)) };
const flag = {
	...inCase,
	flagId: ids.flagId.parse(id(6)),
	revisionId: ids.revisionId.parse(id(4)),
	concernId: ids.concernId.parse(id(7)),
	rulesetVersion: '1.0.0'
};
const silent = { ...flag, revisionId: null };
const note = { ...inCase, noteId: ids.noteId.parse(id(8)), authorId: ids.staffId.parse(id(9)) };
const plan = { ...inCase, planId: ids.planId.parse(id(10)), planVersion: 1 };
const delivery = { ...inCase, deliveryId: ids.deliveryId.parse(id(11)) };
const talk = { ...inResponse, talkId: ids.talkId.parse(id(12)), version: 1 };
const facts = { ...inCase, version: 1 };

const pair = newPair();
const { publicKey } = pair;
const content = { words: 'I am afraid', list: [1, null] };
const draftKey = new Uint8Array(32).fill(8);
let key: open.OpeningKey;
beforeAll(async () => {
	key = await open.openingKey(pair.privateKey, publicKey);
});

/** Opens a thing where it belongs, or where another value stands in one of its columns. */
type Opens = (moved?: object) => Promise<unknown>;

function thing<Place extends object>(
	at: Place,
	sealIt: (sealing: Place & { publicKey: Uint8Array; content: unknown }) => Promise<Uint8Array>,
	openIt: (opening: Place & { key: open.OpeningKey; sealed: Uint8Array }) => Promise<unknown>
): { at: Place; seal: () => Promise<Uint8Array>; open: (sealed: Uint8Array) => Opens } {
	return {
		at,
		seal: () => sealIt({ ...at, publicKey, content }),
		open:
			(sealed) =>
			(moved = {}) =>
				openIt({ ...at, ...moved, key, sealed })
	};
}

const things = {
	revision: thing(revision, seal.sealRevision, open.openRevision),
	flag: thing(flag, seal.sealFlag, open.openFlag),
	'flag without a revision': thing(silent, seal.sealFlag, open.openFlag),
	note: thing(note, seal.sealNote, open.openNote),
	'contact plan': thing(plan, seal.sealContactPlan, open.openContactPlan),
	delivery: thing(delivery, seal.sealDelivery, open.openDelivery),
	'case facts': thing(facts, seal.sealCaseFacts, open.openCaseFacts),
	talk: thing(talk, seal.sealTalk, open.openTalk),
	'draft key': thing(
		draft,
		({ content: _content, ...sealing }) => seal.sealDraftKey({ ...sealing, key: draftKey }),
		async (opening) =>
			Buffer.from(await open.openDraftKey(opening)).equals(draftKey) ? content : 'another key'
	)
};

/** Columns that say where a thing belongs. A flag with a revision does not name its concern. */
const columns = Object.entries(things).flatMap(([name, { at }]) =>
	Object.entries(at)
		.filter(([column, value]) => value !== null && !(name === 'flag' && column === 'concernId'))
		.map(([column, value]) => ({ name, column, value }))
);

const kinds = Object.keys(things);
const of = (name: string) => {
	const found = Object.entries(things).find(([known]) => known === name)?.[1];
	if (!found) throw new Error(name);
	return found;
};

describe('what is sealed to a case', () => {
	it.each(kinds)('%s opens where it belongs', async (name) => {
		const sealed = await of(name).seal();
		expect(await of(name).open(sealed)()).toEqual(content);
		expect(sealed).toHaveLength(1024 + 68);
	});

	it.each(columns)('$name is refused with another $column', async ({ name, column, value }) => {
		const opens = of(name).open(await of(name).seal());
		const moved = typeof value === 'number' ? value + 1 : String(value).replace(/.$/, 'f');
		await expect(opens({ [column]: moved })).rejects.toThrow(EnvelopeError);
	});

	it.each(columns.filter(({ value }) => typeof value === 'string' && value.length === 36))(
		'$name is refused when $column changes places with another id',
		async ({ name, column, value }) => {
			const opens = of(name).open(await of(name).seal());
			const swaps = columns.filter(
				(other) =>
					other.name === name && other.column !== column && String(other.value).length === 36
			);
			for (const other of swaps) {
				const swapped = { [column]: other.value, [other.column]: value };
				await expect(opens(swapped), other.column).rejects.toThrow(EnvelopeError);
			}
			expect(swaps.length).toBeGreaterThan(0);
		}
	);

	it('is not taken for another kind of thing, even with the same ids', async () => {
		const revisionId = ids.revisionId.parse(draft.draftId);
		const like = { ...revision, revisionId, publicKey, content: 'A'.repeat(43) };
		const sealed = await seal.sealRevision(like);
		expect(await open.openRevision({ ...revision, revisionId, key, sealed })).toBe(like.content);
		await expect(open.openDraftKey({ ...draft, key, sealed })).rejects.toThrow(EnvelopeError);
	});

	it('of a flag without a revision does not pass for one with a revision', async () => {
		const sealed = await seal.sealFlag({ ...silent, publicKey, content });
		await expect(open.openFlag({ ...flag, key, sealed })).rejects.toThrow(EnvelopeError);
	});

	it('of a flag with a revision opens in whatever concern it is, or in none', async () => {
		const sealed = await seal.sealFlag({ ...flag, concernId: null, publicKey, content });
		await expect(open.openFlag({ ...flag, key, sealed })).resolves.toEqual(content);
	});

	it('is refused for a flag of no revision and no concern, before it is sealed', async () => {
		const nowhere = { ...silent, concernId: null, publicKey, content };
		await expect(seal.sealFlag(nowhere)).rejects.toThrow(RangeError);
	});

	it('opens for an id that came in capitals', async () => {
		const sealed = await seal.sealNote({ ...note, publicKey, content });
		const capitals = { ...note, noteId: ids.noteId.parse(note.noteId.toUpperCase()) };
		await expect(open.openNote({ ...capitals, key, sealed })).resolves.toEqual(content);
	});

	it('that is too long is refused before it is sealed', async () => {
		const long = { ...note, publicKey, content: 'a'.repeat(70_000) };
		await expect(seal.sealNote(long)).rejects.toThrow(seal.TooLongError);
	});
});

describe('a sealed draft key', () => {
	it.each([['text'], ['A'.repeat(42)], ['A'.repeat(44)], [42], [null]])(
		'is refused when it is %j',
		async (content) => {
			expect(() => open.keyOf(content)).toThrow(EnvelopeError);
		}
	);
});
