import { v7 as uuid } from 'uuid';
import { mayWorkLinks, reasonFor, type IssuedCard } from '#lib/domain/access/index.ts';
import { formFactsOf } from '#lib/domain/case-facts.ts';
import { HOUR, plus } from '#lib/domain/clock.ts';
import {
	LEAST_TIME,
	type IssuedCode,
	type NotNow,
	type SentKind
} from '#lib/domain/contact/index.ts';
import {
	caseId as caseIdOf,
	deliveryId,
	type CaseId,
	type CheckInId,
	type LinkId,
	type ResponseId
} from '#lib/domain/ids.ts';
import { groups, isSent, newPin, newToken, type Way } from '#lib/domain/link/index.ts';
import { QUESTIONNAIRE_VERSION, type FormFacts } from '#lib/domain/questionnaire/index.ts';
import { linkPlaceMac, lookupHash, pinVerifier } from '#lib/server/platform/crypto/kdf.ts';
import { random } from '#lib/server/platform/crypto/random.ts';
import { sealDelivery } from '#lib/server/platform/crypto/seal/index.ts';
import { databaseNow, withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import { drawQr } from '#lib/server/platform/qr.ts';
import { deny, purposeOf, reach, relationIn, type Desk, type Staff } from '../access/index.ts';
import * as audit from '../audit/index.ts';
import {
	addRound,
	findCase,
	findSettings,
	readFactRows,
	unsealFacts,
	type CasePlace
} from '../cases/index.ts';
import { addCaseEvent } from '../contact/index.ts';
import { findCaseKey } from '../keys/index.ts';
import { ROUTE } from './prepare.ts';
import { refuse } from './refuse.ts';
import { dueAfter, isOpenRound, roundFor } from './round.ts';
import { decide, findSending, openSending, type Decision } from './sending.ts';
import {
	addDelivery,
	addLink,
	addLookup,
	cancelOthers,
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
	/** How the address reaches her; a card where nothing is said. */
	way?: Way;
	/** Whether the issuer says to hand over both; asked for where the agency allows one hand. */
	saysOneHand?: boolean;
	/** A new link for this round; without it for the one that is due. */
	checkInId?: string | null;
};

export type Issued =
	/** Address and code from one hand, as the agency allows it; the link records it. */
	| { kind: 'issued'; card: IssuedCard }
	/** The code alone: the address goes by itself, or is shown by a colleague. */
	| { kind: 'apart'; code: IssuedCode }
	/** Her plan does not let a message go; `asked` has a task now. */
	| { kind: 'not_now'; reason: NotNow; asked: 'support' | 'officer' }
	/** The link would end before the message can go, or soon after. */
	| { kind: 'hours' }
	/** This form made its link before. Its code was shown then, and is stored nowhere. */
	| { kind: 'repeated' }
	/** The issuer has not said to hand over both, and would. */
	| { kind: 'one_hand' }
	/** The agency does not offer this language. */
	| { kind: 'language' }
	/** The round that a new link was asked for is answered, or over. */
	| { kind: 'round' };

/**
 * Makes a link. Its address and its code are in what is returned and nowhere else: the database gets a
 * keyed hash of the one and a verifier of the other. Where nobody may hold both, the issuer gets the
 * code, and the address is sealed until it is sent or shown by a colleague (safety.md L9). Ends other
 * open links of the same round. Null for who may not make links here.
 */
export async function issue(desk: Desk, staff: Staff, wanted: Wanted): Promise<Issued | null> {
	const parsed = caseIdOf.safeParse(wanted.caseId);
	if (!parsed.success) return null;
	const { way = 'card', checkInId = null, saysOneHand = true } = wanted;
	const known = { ...wanted, caseId: parsed.data, way, checkInId, saysOneHand };
	// The plan may change after this: the worker asks the same again at the moment of sending.
	const decision = isSent(way) ? await decideOn(desk, staff, { ...known, way }) : undefined;
	if (decision === null) return null;
	if (decision && !decision.ok) return decision.answer;

	// an abandoned transaction leaves nothing of them, so they are drawn before it
	const token = newToken(random);
	const pin = newPin(random);
	const secrets = {
		address: `${desk.intakeOrigin}/l/${token}`,
		hash: lookupHash(token, desk.pepper),
		verifier: pinVerifier(token, pin, desk.pepper)
	};
	const message = decision ?? null;
	const made = await withAgency(desk.db, staff.agencyId, (tx) =>
		make(tx, { desk, staff, wanted: known, secrets, message })
	);
	if (made === null || typeof made === 'string') return made && { kind: made };

	const { linkId, language } = wanted;
	const { reference, expiresAt, now } = made;
	if (made.oneHand) {
		const { address } = secrets;
		const card = { address, groups: groups(token), qr: drawQr(address) };
		return { kind: 'issued', card: { linkId, ...card, pin, language, reference, expiresAt } };
	}
	const code = {
		...{ linkId, way, pin, expiresAt, language, reference, now },
		sendAt: message && message.dueAt,
		safeWordPrompt: message?.plan.safeWordPrompt ?? ''
	};
	return { kind: 'apart', code };
}

type Known = Required<Omit<Wanted, 'caseId'>> & { caseId: CaseId };
type Go = Extract<Decision, { ok: true }>;

/** Whether the message may go, by the plan as it stands now. */
async function decideOn(
	desk: Desk,
	staff: Staff,
	wanted: Known & { way: SentKind }
): Promise<Go | { ok: false; answer: Issued } | null> {
	const { caseId, way, hours, linkId } = wanted;
	const at = { agencyId: staff.agencyId, caseId };
	const found = await withAgency(desk.db, at.agencyId, async (tx) => {
		const row = await findCase(tx, at);
		const relation = relationIn(row && row.team, staff);
		if (!row || !relation || !mayWorkLinks(relation) || row.closedAt !== null) {
			return deny(tx, staff, { object: caseId, route: ROUTE });
		}
		if (await hasLink(tx, { agencyId: at.agencyId, linkId })) return 'repeated';
		const sending = await findSending(tx, at, {
			checkInId: wanted.checkInId,
			boxKey: await desk.keys.boxKey(tx, at.agencyId)
		});
		await audit.append(tx, at.agencyId, {
			event: 'plan.opened',
			by: staff.staffId,
			purpose: purposeOf(relation, 'work_case'),
			case: caseId
		});
		return { row, relation, sending, key: await desk.keys.caseKey(tx, at) };
	});
	if (!found) return null;
	if (found === 'repeated') return { ok: false, answer: { kind: 'repeated' } };

	const { row, relation } = found;
	const sending = await openSending(found.key, at, found.sending);
	const decision = decide(sending, way);
	if (!decision.ok) {
		const { reason } = decision;
		const version = sending.contact?.version ?? 0;
		const asked = await withAgency(desk.db, at.agencyId, (tx) =>
			refuse(tx, { desk, staff, team: row.team, caseId, way, reason, version })
		);
		const shown = reasonFor(relation, reason);
		return { ok: false, answer: { kind: 'not_now', reason: shown, asked } };
	}
	const endsAt = plus(sending.now, hours * HOUR);
	const isLongEnough = plus(decision.dueAt, LEAST_TIME) <= endsAt;
	return isLongEnough ? decision : { ok: false, answer: { kind: 'hours' } };
}

type Making = {
	desk: Desk;
	staff: Staff;
	wanted: Known;
	secrets: { address: string; hash: Uint8Array; verifier: Uint8Array };
	/** Null: nothing is sent. */
	message: Go | null;
};

type Made = { expiresAt: Date; reference: string; oneHand: boolean; now: Date };

async function make(
	tx: Transaction,
	{ desk, staff, wanted, secrets, message }: Making
): Promise<Made | 'repeated' | 'one_hand' | 'language' | 'round' | null> {
	const { agencyId, staffId } = staff;
	const { caseId, linkId, language, hours, way } = wanted;
	const at = { agencyId, caseId };
	const relation = await reach(tx, staff, caseId);
	const settings = await findSettings(tx, agencyId);
	const row = relation && mayWorkLinks(relation) ? await lockCaseRow(tx, at) : null;
	if (!row || row.closedAt) return deny(tx, staff, { object: caseId, route: ROUTE });
	if (!settings.intake.languages.includes(language)) return 'language';
	if (await hasLink(tx, { agencyId, linkId })) return 'repeated';
	const oneHand = !isSent(way) && settings.desk.oneHand;
	if (oneHand && !wanted.saysOneHand) return 'one_hand';

	const caseKey = await findCaseKey(tx, at);
	if (!caseKey) throw new Error('a case without a key');
	const now = await databaseNow(tx);
	const round = await offeredRound(tx, at, {
		checkInId: wanted.checkInId,
		handedOverAt: message?.dueAt ?? now
	});
	if (!round) return 'round';
	const delivery = oneHand
		? null
		: await deliveryOf({ at, wanted, address: secrets.address, message, now }, caseKey.publicKey);
	// before the audit event: somebody with intake's login could hold one of these rows, and the
	// whole agency would wait behind the head of its audit
	const others = { agencyId, checkInId: round.id, besides: linkId };
	await revokeOthers(tx, others);
	await cancelOthers(tx, others);
	await audit.append(tx, agencyId, {
		event: 'link.issued',
		by: staffId,
		case: caseId,
		link: linkId,
		way,
		oneHand
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
		oneHand,
		way,
		issuedBy: staffId,
		hours
	});
	await addLookup(tx, { hash: secrets.hash, agencyId, linkId });
	if (delivery) await addDelivery(tx, { ...delivery, by: staffId });
	await addCaseEvent(tx, { ...at, kind: 'link_issued', by: staffId });
	return { expiresAt, reference: row.reference, oneHand, now };
}

/** The address on its way: sealed, and nobody at the desk has seen it. */
async function deliveryOf(
	{
		at,
		wanted: { linkId, language, way },
		address,
		message,
		now
	}: {
		at: CasePlace;
		wanted: Known;
		address: string;
		message: Go | null;
		now: Date;
	},
	publicKey: Uint8Array
) {
	const id = deliveryId.parse(uuid());
	return {
		...at,
		id,
		linkId,
		channel: way,
		cover: message?.plan.cover ?? null,
		locale: language,
		sealed: await sealDelivery({ ...at, deliveryId: id, publicKey, content: { address } }),
		dueAt: message?.dueAt ?? now
	};
}

/** The round that is meant or due, offered now, or an extra one. Null: the one that is meant is over. */
export async function offeredRound(
	tx: Transaction,
	at: CasePlace,
	{ checkInId, handedOverAt }: { checkInId: string | null; handedOverAt: Date }
): Promise<{ id: CheckInId; responseId: ResponseId } | null> {
	await lockLinks(tx, at);
	const rounds = await findRounds(tx, at);
	const meant = rounds.find(({ id }) => id === checkInId);
	if (checkInId !== null && !(meant && isOpenRound(meant))) return null;
	const known = meant ?? roundFor(rounds, await databaseNow(tx));
	const dueAt = dueAfter(known?.point ?? 'extra', handedOverAt);
	if (!known) return addRound(tx, at, { point: 'extra', state: 'offered', dueAt });
	await offer(tx, { agencyId: at.agencyId, id: known.id, dueAt });
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
