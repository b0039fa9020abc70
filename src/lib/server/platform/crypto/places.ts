import type {
	AgencyId,
	CaseId,
	ConcernId,
	DraftId,
	FlagId,
	ResponseId,
	NoteId,
	PlanId,
	DeliveryId,
	RevisionId,
	StaffId,
	TalkId
} from '#lib/domain/ids.ts';
import { aad } from './aad.ts';
import { labels, type Label } from './labels.ts';

// The one table of what is sealed to a public key, and to which place each thing belongs. Sealing and
// opening both read it, so the two cannot drift apart. The names are those of the columns.

export type Thing<Place> = { info: Label; aad: (at: Place) => Uint8Array };

type InCase = { agencyId: AgencyId; caseId: CaseId };
type InResponse = InCase & { responseId: ResponseId; questionnaireVersion: string };

export type RevisionPlace = InResponse & { revisionId: RevisionId };
export const revision: Thing<RevisionPlace> = {
	info: labels.response,
	aad: (at) => aad(at.agencyId, at.caseId, at.responseId, at.revisionId, at.questionnaireVersion)
};

export type DraftKeyPlace = InResponse & { draftId: DraftId };
export const draftKey: Thing<DraftKeyPlace> = {
	info: labels.draftKey,
	aad: (at) => aad(at.agencyId, at.caseId, at.responseId, at.draftId, at.questionnaireVersion)
};

/**
 * A flag from silence, an event or a judgement has no revision and belongs to its concern. One with a
 * revision belongs to that, so its concern may be null (a label stands on the case) or change.
 */
export type FlagPlace = InCase & {
	flagId: FlagId;
	revisionId: RevisionId | null;
	concernId: ConcernId | null;
	rulesetVersion: string;
};
export const flag: Thing<FlagPlace> = {
	info: labels.flag,
	aad: (at) => {
		const source = at.revisionId ?? at.concernId;
		// it would be sealed to a place that changes with its first concern, and never open again
		if (!source) throw new RangeError('a flag belongs to a revision or to a concern');
		return aad(at.agencyId, at.caseId, at.flagId, source, at.rulesetVersion);
	}
};

export type ContactPlanPlace = InCase & { planId: PlanId; planVersion: number };
export const contactPlan: Thing<ContactPlanPlace> = {
	info: labels.contactPlan,
	aad: (at) => aad(at.agencyId, at.caseId, at.planId, at.planVersion)
};

/** A note, the text of an action, or a written reason. */
export type NotePlace = InCase & { noteId: NoteId; authorId: StaffId };
export const note: Thing<NotePlace> = {
	info: labels.note,
	aad: (at) => aad(at.agencyId, at.caseId, at.noteId, at.authorId)
};

export type DeliveryPlace = InCase & { deliveryId: DeliveryId };
export const delivery: Thing<DeliveryPlace> = {
	info: labels.delivery,
	aad: (at) => aad(at.agencyId, at.caseId, at.deliveryId)
};

/** What the case knows that must not be plain: children, terms of an order, pregnancy, weapons. */
export type CaseFactsPlace = InCase & { version: number };
export const caseFacts: Thing<CaseFactsPlace> = {
	info: labels.caseFacts,
	aad: (at) => aad(at.agencyId, at.caseId, at.version)
};

/** Answers of a talk so far, with its opening and what was observed. */
export type TalkPlace = InResponse & { talkId: TalkId; version: number };
export const talk: Thing<TalkPlace> = {
	info: labels.talk,
	aad: (at) =>
		aad(at.agencyId, at.caseId, at.responseId, at.talkId, at.version, at.questionnaireVersion)
};

export type CaseKeyPlace = InCase & { agencyKeyNumber: number; casePublicKey: Uint8Array };
export const caseKey: Thing<CaseKeyPlace> = {
	info: labels.caseKey,
	aad: (at) => aad(at.agencyId, at.agencyKeyNumber, at.caseId, at.casePublicKey)
};

export type AgencyKeyPlace = { agencyId: AgencyId; number: number; agencyPublicKey: Uint8Array };
export const agencyKeyRecovery: Thing<AgencyKeyPlace> = {
	info: labels.agencyKeyRecovery,
	aad: (at) => aad(at.agencyId, at.number, at.agencyPublicKey)
};

export type BoxKeyPlace = { agencyId: AgencyId; number: number };
export const boxKeyRecovery: Thing<BoxKeyPlace> = {
	info: labels.boxKeyRecovery,
	aad: (at) => aad(at.agencyId, at.number)
};
