import type { Relation } from '#lib/domain/access/index.ts';
import {
	isChallenged,
	mayBeChallenged,
	type ClosingSide,
	type ClosingView
} from '#lib/domain/case/index.ts';
import type { AgencyId, CaseId, NoteId, StaffId } from '#lib/domain/ids.ts';
import type { OpeningKey } from '#lib/server/platform/crypto/open/index.ts';
import { person, type Staff } from '../../access/index.ts';
import { textOf } from '../../notes/index.ts';
import type { ClosingRow } from './store.ts';

type At = { agencyId: AgencyId; caseId: CaseId; key: OpeningKey | null };
type SealedNote = { id: NoteId | null; authorId: StaffId | null; sealed: Uint8Array | null } | null;

/** What a note says; null for none, and for one that does not open. After the audit event. */
export async function textOrNull({ key, ...at }: At, note: SealedNote): Promise<string | null> {
	if (!key || !note?.id || !note.authorId || !note.sealed) return null;
	const { id, authorId, sealed } = note;
	return textOf(key, at, { id, authorId, sealed }).catch(() => null);
}

/** The closing as this person may see it, and what they may do about it. */
export async function closingView(
	at: At,
	row: ClosingRow,
	{ staff, relation, now }: { staff: Staff; relation: Relation; now: Date }
): Promise<ClosingView> {
	const named = (one: { id: StaffId; name: string } | null, when: Date | null) =>
		one && when ? { by: person(staff, one), at: when } : null;
	const challenge = named(row.challenger, row.challengedAt);
	const answer = named(row.answerer, row.answeredAt);
	const isOpen = row.closedAt === null && !isChallenged(row);
	const sides = { officer: null, supervisor: 'supervisor', support_worker: 'support' } as const;
	const ownSide = sides[relation];
	// one that was taken back would tell the others that something has come into hidden lanes
	const agreedBy = (side: ClosingSide) =>
		row.closedAt || side === ownSide ? named(row[side], row[`${side}At`]) : null;
	const own = { officer: now, supervisor: row.supervisorAt, support_worker: row.supportAt };
	return {
		id: row.id,
		askedBy: person(staff, row.askedBy),
		askedAt: row.askedAt,
		reason: await textOrNull(at, row.note),
		supervisor: agreedBy('supervisor'),
		support: agreedBy('support'),
		ownSide,
		needsSupport: row.needsSupport,
		challenge: challenge && { ...challenge, text: await textOrNull(at, row.challengeNote) },
		answer:
			answer && row.answer
				? { ...answer, says: row.answer, text: await textOrNull(at, row.answerNote) }
				: null,
		closedAt: row.closedAt,
		mayAgree: isOpen && relation !== 'officer' && own[relation] === null,
		mayChallenge:
			relation === 'support_worker' &&
			(row.closedAt === null) === (row.caseClosedAt === null) &&
			mayBeChallenged(row, now),
		mayWithdraw: relation === 'officer' && row.closedAt === null
	};
}
