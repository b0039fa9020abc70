import type { KeyObject } from 'node:crypto';
import {
	maySend,
	type ContactPlan,
	type NotNow,
	type SendState,
	type SentKind
} from '#lib/domain/contact/index.ts';
import type { AgencyId, CaseId } from '#lib/domain/ids.ts';
import type { OpeningKey } from '#lib/server/platform/crypto/open/index.ts';
import { databaseNow, type Transaction } from '#lib/server/platform/db/client.ts';
import {
	countMessages,
	findContact,
	findLastAsk,
	openContact,
	type Contact
} from '../contact/index.ts';
import * as tasks from '../tasks/index.ts';
import { lastMomentFor, roundFor } from './round.ts';
import { findRounds, type RoundRow } from './store.ts';

type At = { agencyId: AgencyId; caseId: CaseId };

export type FoundSending = Awaited<ReturnType<typeof findSending>>;

/** What decides whether a message may go, still sealed. `checkInId`: the round, where one is meant. */
export async function findSending(
	tx: Transaction,
	at: At,
	{ checkInId = null, boxKey }: { checkInId?: string | null; boxKey: KeyObject }
) {
	const now = await databaseNow(tx);
	const rounds = await findRounds(tx, at);
	const round = rounds.find(({ id }) => id === checkInId) ?? roundFor(rounds, now);
	return {
		rows: await findContact(tx, at),
		round,
		askedNotTo: await tasks.waitsFor(tx, { ...at, kind: 'asks_no_more' }, boxKey),
		messages: round ? await countMessages(tx, { agencyId: at.agencyId, checkInId: round.id }) : 0,
		lastAskedAt: await findLastAsk(tx, { ...at, besides: round?.id ?? null }),
		now
	};
}

export type Sending = {
	/** Null: the plan was changed where it lies, and nothing goes over it. */
	contact: Contact | null;
	round: RoundRow | null;
	askedNotTo: boolean;
	messages: number;
	lastAskedAt: Date | null;
	now: Date;
};

/** After the audit event. */
export async function openSending(
	key: OpeningKey,
	at: At,
	{ rows, ...found }: FoundSending
): Promise<Sending> {
	return { ...found, contact: await openContact(key, at, rows).catch(() => null) };
}

export type Decision =
	| {
			ok: true;
			dueAt: Date;
			plan: ContactPlan;
			/** Why not at once; null where it is. */
			waits: NotNow | null;
	  }
	| { ok: false; reason: NotNow };

/**
 * When a message over this way would go: now, at the start of her next safe time, or not at all. It
 * must also still be in time for its round.
 */
export function decide({ contact, round, ...found }: Sending, kind: SentKind): Decision {
	if (!contact) return { ok: false, reason: 'not_confirmed' };
	const { plan, unsafeSince } = contact;
	const answer = maySend({ plan, kind, occasion: 'first', unsafeSince, ...found });
	const { now } = found;
	if (!plan) return { ok: false, reason: 'no_plan' };
	if (answer.ok) return { ok: true, dueAt: now, plan, waits: null };
	const { reason, nextAt } = answer;
	const last = round && lastMomentFor(round);
	if (!nextAt || (last && nextAt > last)) return { ok: false, reason };
	return { ok: true, dueAt: nextAt, plan, waits: reason };
}

/** The same for a page. */
export function sendState(decision: Decision): SendState {
	if (!decision.ok) return { state: 'no', reason: decision.reason };
	const { dueAt, waits } = decision;
	return waits === null ? { state: 'now' } : { state: 'later', at: dueAt, reason: waits };
}
