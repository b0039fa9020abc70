import { v7 as uuid } from 'uuid';
import { draftId, type DraftId } from '#lib/domain/ids.ts';
import type { Pin, Token } from '#lib/domain/link/index.ts';
import { begin, formFacts, resume } from '#lib/domain/questionnaire/index.ts';
import { aad } from '#lib/server/platform/crypto/aad.ts';
import { closeBox } from '#lib/server/platform/crypto/box.ts';
import {
	draftKey,
	lookupHash,
	missKey,
	pinVerifier,
	sameBytes,
	secretHash,
	throttleKey,
	visitWrapKey
} from '#lib/server/platform/crypto/kdf.ts';
import { labels } from '#lib/server/platform/crypto/labels.ts';
import { random } from '#lib/server/platform/crypto/random.ts';
import { sealDraftKey } from '#lib/server/platform/crypto/seal/index.ts';
import { onceMore, type Database, type Transaction } from '#lib/server/platform/db/client.ts';
import { closeState, tryOpenState } from '../draft/box.ts';
import { addDraft, replaceState } from '../draft/store.ts';
import { pendAudit } from '../check-in/store.ts';
import {
	addVisit,
	endIdlest,
	endVisit,
	findDraft,
	findLink,
	giveBack,
	hasVisit,
	takeTry,
	type FoundLink
} from './store.ts';
import { isAsIssued, nowhere } from './place.ts';
import { waitAtTheDoor } from './wait.ts';

export type Opening = {
	token: Token;
	/** Null when no six digits were typed: a robot that presses the button costs no try. */
	pin: Pin | null;
	/** The network as clientNetwork() gives it: /24 or /64, never an address. */
	network: string;
	/** Language chosen on the landing page; null leaves the link's own. */
	language: string | null;
	/** What the browser's cookie held: a browser is in one visit at a time. */
	before: Uint8Array | null;
	pepper: Uint8Array;
};

/** Misses of one network in ten minutes after which further misses wait. */
const MISSES = 30;

/**
 * Opens a visit and returns the secret for its cookie; null is the one refusal. The order of work
 * is fixed (threats.md 4.2): unknown, dead and mistyped run the same statements with one committed
 * write, and only the right PIN on a live link goes further. A right PIN never waits (R3).
 */
export async function open(db: Database, opening: Opening): Promise<Uint8Array | null> {
	const { token, pin, pepper } = opening;
	const row = await onceMore(() => findLink(db, lookupHash(token, pepper)));
	// one whose case or key was exchanged is as good as none
	const found = isAsIssued(row ?? nowhere, pepper) ? row : null;
	const bucket = throttleKey(missKey(pepper), opening.network);
	const taken = await takeTry(db, { bucket, link: pin && found ? found : nowhere });

	const verifier = pinVerifier(token, pin, pepper);
	const expected = found?.pinVerifier ?? new Uint8Array(verifier.length);
	const isRight = sameBytes(verifier, expected);
	const mayEnter = found !== null && (found.pinVerifier ? isRight && taken.tried : found.isOpen);

	if (!mayEnter) {
		if (taken.misses > MISSES) await waitAtTheDoor();
		return null;
	}

	const secret = random(32);
	let isRepeat = false;
	const enter = async (tx: Transaction) => {
		// the first time may have been committed, with nobody left to say so
		if (isRepeat && (await hasVisit(tx, secretHash(secret)))) return;
		isRepeat = true;
		await giveBack(tx, { bucket, link: found, tried: taken.tried });
		if (opening.before) await endVisit(tx, secretHash(opening.before));
		await endIdlest(tx, found);
		const { key, id, ordinal } = found.pinVerifier
			? await takeDraft(tx, { found, opening })
			: await makeDraft(tx, { found, opening: { ...opening, pin: null } });
		await addVisit(tx, {
			secretHash: secretHash(secret),
			agencyId: found.agencyId,
			linkId: found.linkId,
			draftId: id,
			ordinal,
			keyBox: closeBox(
				visitWrapKey(secret),
				key,
				aad(labels.visit, found.agencyId, found.linkId, id)
			),
			locale: opening.language ?? found.locale
		});
		await pendAudit(tx, found.agencyId, { event: 'visit.opened', link: found.linkId });
	};
	await onceMore(() => db.transaction(enter));
	return secret;
}

type Entry = { found: FoundLink; opening: Opening };
type OwnDraft = { key: Uint8Array; id: DraftId; ordinal: number };

/** With a PIN a new visit goes on with the draft of the one before, if there is one. */
async function takeDraft(tx: Transaction, { found, opening }: Entry): Promise<OwnDraft> {
	const earlier = await findDraft(tx, found);
	if (!earlier) return makeDraft(tx, { found, opening });

	const { agencyId, linkId } = found;
	const { draftId: id, version } = earlier;
	const ordinal = earlier.visits + 1;
	const key = draftKey(opening.token, opening.pin, earlier.salt, opening.pepper);
	const state = tryOpenState(key, { agencyId, linkId, draftId: id, version }, earlier.stateBox);
	// a row that was tampered with must not keep her out; the worker makes it a technical concern
	if (!state) return makeDraft(tx, { found, opening });
	const course = resume(state.course, { visit: ordinal, facts: state.facts });
	await replaceState(tx, {
		agencyId,
		draftId: id,
		version,
		stateBox: closeState(
			key,
			{ agencyId, linkId, draftId: id, version: version + 1 },
			{ ...state, course }
		)
	});
	return { key, id, ordinal };
}

async function makeDraft(tx: Transaction, { found, opening }: Entry): Promise<OwnDraft> {
	const { agencyId, linkId } = found;
	const id = draftId.parse(uuid());
	const salt = random(16);
	const key = draftKey(opening.token, opening.pin, salt, opening.pepper);
	await addDraft(tx, {
		agencyId,
		id,
		linkId,
		salt,
		stateBox: closeState(
			key,
			{ agencyId, linkId, draftId: id, version: 0 },
			{
				course: begin(),
				facts: formFacts.parse(found.formFacts ?? {}),
				language: opening.language ?? found.locale
			}
		),
		// once, so that the desk can open what was saved, with no seal for every page
		keySealed: await sealDraftKey({
			publicKey: found.casePublicKey,
			agencyId,
			caseId: found.caseId,
			responseId: found.responseId,
			draftId: id,
			questionnaireVersion: found.questionnaireVersion,
			key
		})
	});
	return { key, id, ordinal: 1 };
}
