import { and, asc, count, eq, isNotNull, isNull, lt, ne, or, sql } from 'drizzle-orm';
import type { AgencyId, StaffId } from '#lib/domain/ids.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { passkey, recoveryCode, totp } from '#lib/server/platform/db/schema/index.ts';

type Person = { agencyId: AgencyId; staffId: StaffId };

const isTotpOf = ({ agencyId, staffId }: Person) =>
	and(
		eq(totp.agencyId, agencyId),
		eq(totp.staffId, staffId),
		isNotNull(totp.confirmedAt),
		isNull(totp.removedAt)
	);

const isPasskeyOf = ({ agencyId, staffId }: Person) =>
	and(eq(passkey.agencyId, agencyId), eq(passkey.staffId, staffId), isNull(passkey.removedAt));

const isCodeOf = ({ agencyId, staffId }: Person) =>
	and(
		eq(recoveryCode.agencyId, agencyId),
		eq(recoveryCode.staffId, staffId),
		isNull(recoveryCode.usedAt)
	);

export async function findTotp(tx: Transaction, person: Person) {
	const [found] = await tx
		.select({ secretBox: totp.secretBox, lastStep: totp.lastStep, confirmedAt: totp.confirmedAt })
		.from(totp)
		.where(isTotpOf(person));
	return found ?? null;
}

/** False when this step, or a later one, was used already: of two at once one is right. */
export async function useStep(tx: Transaction, person: Person, step: number): Promise<boolean> {
	const used = await tx
		.update(totp)
		.set({ lastStep: step })
		.where(and(isTotpOf(person), lt(totp.lastStep, step)));
	return used.count === 1;
}

/** In place of one that was there: the old app is worth nothing from then on. */
export async function setTotp(
	tx: Transaction,
	row: Person & { secretBox: Uint8Array; lastStep: number }
): Promise<void> {
	const fresh = {
		secretBox: row.secretBox,
		lastStep: row.lastStep,
		madeAt: sql`heard_now()`,
		confirmedAt: sql`heard_now()`,
		removedAt: null
	};
	await tx
		.insert(totp)
		.values({ agencyId: row.agencyId, staffId: row.staffId, ...fresh })
		.onConflictDoUpdate({ target: [totp.agencyId, totp.staffId], set: fresh });
}

export async function removeTotp(tx: Transaction, person: Person): Promise<boolean> {
	const removed = await tx
		.update(totp)
		.set({ removedAt: sql`heard_now()` })
		.where(isTotpOf(person));
	return removed.count === 1;
}

export async function listPasskeys(tx: Transaction, person: Person) {
	return tx
		.select({
			id: passkey.id,
			credentialId: passkey.credentialId,
			publicKey: passkey.publicKey,
			counter: passkey.counter,
			transports: passkey.transports,
			name: passkey.name,
			madeAt: passkey.madeAt,
			usedAt: passkey.usedAt
		})
		.from(passkey)
		.where(isPasskeyOf(person))
		.orderBy(asc(passkey.madeAt), asc(passkey.id));
}

/** False when the agency has this passkey already. */
export async function addPasskey(
	tx: Transaction,
	row: typeof passkey.$inferInsert
): Promise<boolean> {
	const added = await tx.insert(passkey).values(row).onConflictDoNothing();
	return added.count === 1;
}

/** False when another use counted further meanwhile: a copied device, or the same answer twice. */
export async function usePasskey(
	tx: Transaction,
	person: Person,
	{ id, counter }: { id: string; counter: number }
): Promise<boolean> {
	const used = await tx
		.update(passkey)
		.set({ counter, usedAt: sql`heard_now()` })
		.where(
			and(
				isPasskeyOf(person),
				eq(passkey.id, id),
				or(lt(passkey.counter, counter), and(eq(passkey.counter, 0), sql`${counter}::bigint = 0`))
			)
		);
	return used.count === 1;
}

export async function renamePasskey(
	tx: Transaction,
	person: Person,
	{ id, name }: { id: string; name: string }
): Promise<boolean> {
	const renamed = await tx
		.update(passkey)
		.set({ name })
		.where(and(isPasskeyOf(person), eq(passkey.id, id)));
	return renamed.count === 1;
}

export async function removePasskey(tx: Transaction, person: Person, id: string): Promise<boolean> {
	const removed = await tx
		.update(passkey)
		.set({ removedAt: sql`heard_now()` })
		.where(and(isPasskeyOf(person), eq(passkey.id, id)));
	return removed.count === 1;
}

export async function removeOtherPasskeys(
	tx: Transaction,
	person: Person,
	kept: string | null
): Promise<void> {
	await tx
		.update(passkey)
		.set({ removedAt: sql`heard_now()` })
		.where(and(isPasskeyOf(person), kept === null ? undefined : ne(passkey.id, kept)));
}

export async function countCodes(tx: Transaction, person: Person): Promise<number> {
	const [found] = await tx.select({ left: count() }).from(recoveryCode).where(isCodeOf(person));
	return found?.left ?? 0;
}

export async function useCode(
	tx: Transaction,
	person: Person,
	codeHash: Uint8Array
): Promise<boolean> {
	const used = await tx
		.update(recoveryCode)
		.set({ usedAt: sql`heard_now()` })
		.where(and(isCodeOf(person), eq(recoveryCode.codeHash, codeHash)));
	return used.count === 1;
}

/** None that is left opens anything any more. */
export async function spendCodes(tx: Transaction, person: Person): Promise<void> {
	await tx
		.update(recoveryCode)
		.set({ usedAt: sql`heard_now()` })
		.where(isCodeOf(person));
}

/** The new ones in place of all that were left. */
export async function replaceCodes(
	tx: Transaction,
	person: Person,
	rows: { id: string; codeHash: Uint8Array }[]
): Promise<void> {
	await spendCodes(tx, person);
	await tx
		.insert(recoveryCode)
		.values(rows.map((row) => ({ agencyId: person.agencyId, staffId: person.staffId, ...row })));
}

/** Held until the transaction ends, so that two removals at once cannot take the last two. */
export async function holdFactors(tx: Transaction, person: Person): Promise<void> {
	await tx.select({ id: passkey.id }).from(passkey).where(isPasskeyOf(person)).for('update');
	await tx.select({ step: totp.lastStep }).from(totp).where(isTotpOf(person)).for('update');
}
