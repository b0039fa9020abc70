import { z } from 'zod';
import { EnvelopeError } from '../errors.ts';
import { unpad } from '../padding.ts';
import * as places from '../places.ts';
import type { Thing } from '../places.ts';
import type { OpeningKey } from './opening-key.ts';
import { openBytes } from './recipient.ts';

export { EnvelopeError, PaddingError } from '../errors.ts';
export { openingKey, type OpeningKey } from './opening-key.ts';

/** The place where the envelope was found, the private key, and the envelope. */
export type Opening<Place> = Place & { key: OpeningKey; sealed: Uint8Array };

/**
 * Opens one thing of the table in `places.ts`: JSON, still to be parsed by its schema. Whoever calls
 * this has written the audit event first. Throws `EnvelopeError` for an unknown suite, another key,
 * and whatever was changed, cut or moved.
 */
export async function open<Place>(thing: Thing<Place>, opening: Opening<Place>): Promise<unknown> {
	const { key, sealed } = opening;
	return unpad(await openBytes({ key, info: thing.info, aad: thing.aad(opening) }, sealed));
}

export const openRevision = (opening: Opening<places.RevisionPlace>) =>
	open(places.revision, opening);

/** The key of a draft's box: 32 bytes. */
export const openDraftKey = async (opening: Opening<places.DraftKeyPlace>) =>
	keyOf(await open(places.draftKey, opening));

export const openFlag = (opening: Opening<places.FlagPlace>) => open(places.flag, opening);

export const openNote = (opening: Opening<places.NotePlace>) => open(places.note, opening);

export const openContactPlan = (opening: Opening<places.ContactPlanPlace>) =>
	open(places.contactPlan, opening);

export const openDelivery = (opening: Opening<places.DeliveryPlace>) =>
	open(places.delivery, opening);

export const openCaseFacts = (opening: Opening<places.CaseFactsPlace>) =>
	open(places.caseFacts, opening);

export const openTalk = (opening: Opening<places.TalkPlace>) => open(places.talk, opening);

// 43 letters of base64url are 32 bytes
const sealedKey = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** The 32 bytes of a key that was sealed as JSON. */
export function keyOf(content: unknown): Uint8Array {
	const text = sealedKey.safeParse(content);
	if (!text.success) throw new EnvelopeError('content');
	return Buffer.from(text.data, 'base64url');
}
