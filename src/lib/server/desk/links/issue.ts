import { mayWorkLinks, type IssuedCard } from '#lib/domain/access/index.ts';
import { formFactsOf } from '#lib/domain/case-facts.ts';
import type { CaseId, LinkId } from '#lib/domain/ids.ts';
import { groups, newPin, newToken } from '#lib/domain/link/index.ts';
import { QUESTIONNAIRE_VERSION, type FormFacts } from '#lib/domain/questionnaire/index.ts';
import { lookupHash, pinVerifier } from '#lib/server/platform/crypto/kdf.ts';
import { random } from '#lib/server/platform/crypto/random.ts';
import { databaseNow, withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import { deny, reach, type Desk, type Staff } from '../access/index.ts';
import * as audit from '../audit/index.ts';
import { addRound, readFactRows, unsealFacts } from '../cases/index.ts';
import { findSettings } from '../cases/store.ts';
import { findCaseKey } from '../keys/store.ts';
import { ROUTE } from './prepare.ts';
import { drawQr } from './qr.ts';
import { dueAfter, roundFor } from './round.ts';
import {
	addLink,
	addLookup,
	findRounds,
	hasAssessed,
	isConfidential,
	lockCaseRow,
	offer,
	revokeOthers
} from './store.ts';

/** The pair of peppers comes later; its number is on every link already. */
const PEPPER = 1;

export type Wanted = {
	caseId: CaseId;
	/** Minted with the form: the same form sent twice makes one link. */
	linkId: LinkId;
	/** One of the agency's. */
	language: string;
	/** 1 to 168. */
	hours: number;
};

export type Issued =
	| { kind: 'issued'; card: IssuedCard }
	/** This form made its link before. Its code was shown then, and is stored nowhere. */
	| { kind: 'repeated' }
	/** The agency does not offer this language. */
	| { kind: 'language' };

/**
 * Makes a link to hand over: address and code in one hand, which the link records. The two are in
 * the returned card and nowhere else; the database gets a keyed hash of the one and a verifier of
 * the other. Ends other open links of the same round. Null for who may not make links here.
 */
export async function issue(desk: Desk, staff: Staff, wanted: Wanted): Promise<Issued | null> {
	// an abandoned transaction leaves nothing of them, so they are drawn before it
	const token = newToken(random);
	const pin = newPin(random);
	const secrets = {
		hash: lookupHash(token, desk.pepper),
		verifier: pinVerifier(token, pin, desk.pepper)
	};
	const made = await withAgency(desk.db, staff.agencyId, (tx) =>
		make(tx, { desk, staff, wanted, secrets })
	);
	if (made === null || typeof made === 'string') return made && { kind: made };

	const address = `${desk.intakeOrigin}/l/${token}`;
	const card = {
		linkId: wanted.linkId,
		address,
		groups: groups(token),
		qr: drawQr(address),
		pin,
		language: wanted.language,
		...made
	};
	return { kind: 'issued', card };
}

type Making = {
	desk: Desk;
	staff: Staff;
	wanted: Wanted;
	secrets: { hash: Uint8Array; verifier: Uint8Array };
};

async function make(
	tx: Transaction,
	{ desk, staff, wanted, secrets }: Making
): Promise<Pick<IssuedCard, 'expiresAt' | 'reference'> | 'repeated' | 'language' | null> {
	const { agencyId, staffId } = staff;
	const { caseId, linkId, language, hours } = wanted;
	const at = { agencyId, caseId };
	const relation = await reach(tx, staff, caseId);
	const settings = await findSettings(tx, agencyId);
	const row = relation && mayWorkLinks(relation) ? await lockCaseRow(tx, at) : null;
	if (!row || row.closedAt || !settings.desk.oneHand) {
		return deny(tx, staff, { object: caseId, route: ROUTE });
	}
	if (!settings.intake.languages.includes(language)) return 'language';

	const caseKey = await findCaseKey(tx, at);
	if (!caseKey) throw new Error('a case without a key');
	const round = await offeredRound(tx, at);
	await audit.append(tx, agencyId, {
		event: 'link.issued',
		by: staffId,
		case: caseId,
		link: linkId,
		oneHand: true
	});
	const expiresAt = await addLink(tx, {
		agencyId,
		id: linkId,
		pepperNo: PEPPER,
		checkInId: round.id,
		caseId,
		casePublicKey: caseKey.publicKey,
		responseId: round.responseId,
		questionnaireVersion: QUESTIONNAIRE_VERSION,
		locale: language,
		formFacts: await factsFor(tx, { desk, at, row, responseId: round.responseId }),
		pinVerifier: secrets.verifier,
		oneHand: true,
		issuedBy: staffId,
		hours
	});
	if (!expiresAt) return 'repeated';
	await addLookup(tx, { hash: secrets.hash, agencyId, linkId });
	await revokeOthers(tx, { agencyId, checkInId: round.id, besides: linkId });
	return { expiresAt, reference: row.reference };
}
