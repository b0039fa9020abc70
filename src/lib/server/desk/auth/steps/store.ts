import { and, eq, isNull, sql } from 'drizzle-orm';
import type { AgencyId, StaffId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { signInStep } from '#lib/server/platform/db/schema/index.ts';
import type { Purpose, Step } from './steps.ts';

type Place = { agencyId: AgencyId; idHash: string };

const columns = {
	agencyId: signInStep.agencyId,
	staffId: signInStep.staffId,
	purpose: signInStep.purpose,
	idHash: signInStep.idHash,
	challenge: signInStep.challenge
};

const isLive = ({ agencyId, idHash }: Place) =>
	and(
		eq(signInStep.agencyId, agencyId),
		eq(signInStep.idHash, idHash),
		isNull(signInStep.usedAt),
		sql`${signInStep.expiresAt} > heard_now()`
	);

export async function addStep(
	tx: Transaction,
	{ minutes, ...row }: Place & { staffId: StaffId; purpose: Purpose; minutes: number }
): Promise<void> {
	await tx
		.insert(signInStep)
		.values({ ...row, expiresAt: sql`heard_now() + ${minutes} * interval '1 minute'` });
}

export async function findStep(tx: Transaction, place: Place): Promise<Step | null> {
	const [found] = await tx.select(columns).from(signInStep).where(isLive(place));
	return found ?? null;
}

export async function holdStep(tx: Transaction, place: Place): Promise<Step | null> {
	const [found] = await tx.select(columns).from(signInStep).where(isLive(place)).for('update');
	return found ?? null;
}

export async function setChallenge(
	tx: Transaction,
	place: Place,
	challenge: Uint8Array | null
): Promise<void> {
	await tx.update(signInStep).set({ challenge }).where(isLive(place));
}

/** Every live step of one person. */
export async function endSteps(
	tx: Transaction,
	{ agencyId, staffId }: { agencyId: AgencyId; staffId: StaffId }
): Promise<void> {
	await tx
		.update(signInStep)
		.set({ usedAt: sql`heard_now()` })
		.where(
			and(
				eq(signInStep.agencyId, agencyId),
				eq(signInStep.staffId, staffId),
				isNull(signInStep.usedAt)
			)
		);
}

export async function endStep(tx: Transaction, place: Place): Promise<void> {
	await tx
		.update(signInStep)
		.set({ usedAt: sql`heard_now()` })
		.where(isLive(place));
}
