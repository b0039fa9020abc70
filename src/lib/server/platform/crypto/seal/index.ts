import { pad } from '../padding.ts';
import * as places from '../places.ts';
import type { Thing } from '../places.ts';
import { sealBytes } from './sender.ts';

export { keyId } from '../envelope.ts';
export { PublicKeyError, TooLongError } from '../errors.ts';

/** The place a thing belongs to, the public key that it is sealed to, and JSON to seal. */
export type Sealing<Place> = Place & { publicKey: Uint8Array; content: unknown };

/**
 * Seals one thing of the table in `places.ts`. Only the holder of the private key opens it, and only
 * in the same place. Throws `TooLongError` before sealing, `PublicKeyError` for an unusable key.
 */
export async function seal<Place>(
	thing: Thing<Place>,
	sealing: Sealing<Place>
): Promise<Uint8Array> {
	const { publicKey, content } = sealing;
	return sealBytes({ publicKey, info: thing.info, aad: thing.aad(sealing) }, pad(content));
}

/** Her answers, to the case. */
export const sealRevision = (sealing: Sealing<places.RevisionPlace>) =>
	seal(places.revision, sealing);

/** The desk's copy of a draft's key, to the case. Once for each draft, instead of every saved page. */
export const sealDraftKey = ({
	key,
	...at
}: places.DraftKeyPlace & { publicKey: Uint8Array; key: Uint8Array }) =>
	seal(places.draftKey, { ...at, content: keyText(key) });

/** Code, reason and evidence of a flag, to the case. */
export const sealFlag = (sealing: Sealing<places.FlagPlace>) => seal(places.flag, sealing);

/** A note, the text of an action or a written reason, to the case. */
export const sealNote = (sealing: Sealing<places.NotePlace>) => seal(places.note, sealing);

/** How she may be reached, to the case. */
export const sealContactPlan = (sealing: Sealing<places.ContactPlanPlace>) =>
	seal(places.contactPlan, sealing);

/** The text of a message with its link, to the case, until it is sent. */
export const sealDelivery = (sealing: Sealing<places.DeliveryPlace>) =>
	seal(places.delivery, sealing);

/** What the case knows that must not be plain, to the case. */
export const sealCaseFacts = (sealing: Sealing<places.CaseFactsPlace>) =>
	seal(places.caseFacts, sealing);

/** A talk so far, to the case: at every save. */
export const sealTalk = (sealing: Sealing<places.TalkPlace>) => seal(places.talk, sealing);

/** A key as the JSON that is sealed: base64url text. */
export function keyText(key: Uint8Array): string {
	return Buffer.from(key).toString('base64url');
}
