import { mayWorkLinks, type IssuedCard } from '#lib/domain/access/index.ts';
import { formFactsOf } from '#lib/domain/case-facts.ts';
import {
	caseId as caseIdOf,
	type CaseId,
	type CheckInId,
	type LinkId,
	type ResponseId
} from '#lib/domain/ids.ts';
import { groups, newPin, newToken } from '#lib/domain/link/index.ts';
import { QUESTIONNAIRE_VERSION, type FormFacts } from '#lib/domain/questionnaire/index.ts';
import { linkPlaceMac, lookupHash, pinVerifier } from '#lib/server/platform/crypto/kdf.ts';
import { random } from '#lib/server/platform/crypto/random.ts';
import { databaseNow, withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import { deny, reach, type Desk, type Staff } from '../access/index.ts';
import * as audit from '../audit/index.ts';
import {
	addRound,
	findSettings,
	readFactRows,
	unsealFacts,
	type CasePlace
} from '../cases/index.ts';
import { findCaseKey } from '../keys/index.ts';
import { ROUTE } from './prepare.ts';
import { drawQr } from './qr.ts';
import { dueAfter, roundFor } from './round.ts';
import {
	addLink,
	addLookup,
	findRounds,
	hasAssessed,
	hasLink,
	isConfidential,
	lockCaseRow,
	lockLinks,
	offer,
	revokeOthers
} from './store.ts';

/** The pair of peppers comes later; its number is on every link already. */
const PEPPER = 1;

export type Wanted = {
	/** As it stands in the address. */
	caseId: string;
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
	const parsed = caseIdOf.safeParse(wanted.caseId);
	if (!parsed.success) return null;
	// an abandoned transaction leaves nothing of them, so they are drawn before it
	const token = newToken(random);
	const pin = newPin(random);
	const secrets = {
		hash: lookupHash(token, desk.pepper),
		verifier: pinVerifier(token, pin, desk.pepper)
	};
	const made = await withAgency(desk.db, staff.agencyId, (tx) =>
		make(tx, { desk, staff, wanted: { ...wanted, caseId: parsed.data }, secrets })
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
	wanted: Wanted & { caseId: CaseId };
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
	if (await hasLink(tx, { agencyId, linkId })) return 'repeated';

	const caseKey = await findCaseKey(tx, at);
	if (!caseKey) throw new Error('a case without a key');
	const round = await offeredRound(tx, at);
	// before the audit event: somebody with intake's login could hold one of these rows, and the
	// whole agency would wait behind the head of its audit
	await revokeOthers(tx, { agencyId, checkInId: round.id, besides: linkId });
	await audit.append(tx, agencyId, {
		event: 'link.issued',
		by: staffId,
		case: caseId,
		link: linkId,
		oneHand: true
	});
	const place = {
		agencyId,
		caseId,
		responseId: round.responseId,
		questionnaireVersion: QUESTIONNAIRE_VERSION,
		casePublicKey: caseKey.publicKey
	};
	const expiresAt = await addLink(tx, {
		...place,
		id: linkId,
		placeMac: linkPlaceMac({ ...place, linkId }, desk.pepper),
		pepperNo: PEPPER,
		checkInId: round.id,
		locale: language,
		formFacts: await factsFor(tx, { desk, at, row, settings, responseId: round.responseId }),
		pinVerifier: secrets.verifier,
		oneHand: true,
		issuedBy: staffId,
		hours
	});
	await addLookup(tx, { hash: secrets.hash, agencyId, linkId });
	return { expiresAt, reference: row.reference };
}

/** The round that is due, offered now, or an extra one. */
export async function offeredRound(
	tx: Transaction,
	at: CasePlace
): Promise<{ id: CheckInId; responseId: ResponseId }> {
	await lockLinks(tx, at);
	const now = await databaseNow(tx);
	const known = roundFor(await findRounds(tx, at), now);
	if (!known)
		return addRound(tx, at, { point: 'extra', state: 'offered', dueAt: dueAfter('extra', now) });
	await offer(tx, { agencyId: at.agencyId, id: known.id, dueAt: dueAfter(known.point, now) });
	return known;
}

/** Frozen with the link: a later change of the case cannot make an answer invalid. */
export async function factsFor(
	tx: Transaction,
	{
		desk,
		at,
		row,
		settings,
		responseId
	}: {
		desk: Desk;
		at: CasePlace;
		row: NonNullable<Awaited<ReturnType<typeof lockCaseRow>>>;
		settings: Awaited<ReturnType<typeof findSettings>>;
		responseId: ResponseId;
	}
): Promise<FormFacts> {
	const { sealed, orders, programme } = await readFactRows(tx, at);
	const key = await desk.keys.caseKey(tx, at);
	const { supportOrganisationId: id, supportWorkerId } = row;
	return formFactsOf({
		facts: await unsealFacts(key, at, sealed),
		orders,
		programme,
		support: id && {
			worker: supportWorkerId !== null,
			confidential: await isConfidential(tx, { agencyId: at.agencyId, id })
		},
		withoutW1: settings.desk.withoutW1,
		isFirstResponse: !(await hasAssessed(tx, { ...at, besides: responseId })),
		now: await databaseNow(tx)
	});
}
