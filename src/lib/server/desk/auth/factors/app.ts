import { createTOTPKeyURI, verifyHOTP } from '@oslojs/otp';
import { z } from 'zod';
import {
	codeSteps,
	DIGITS,
	parseCode,
	STEP_SECONDS,
	type Enrolment,
	type OneTimeCode
} from '#lib/domain/sign-in/index.ts';
import { BoxError } from '#lib/server/platform/crypto/errors.ts';
import { boxTotp, openTotp } from '#lib/server/platform/crypto/keys/index.ts';
import { random } from '#lib/server/platform/crypto/random.ts';
import { databaseNow, type Transaction } from '#lib/server/platform/db/client.ts';
import { drawQr } from '#lib/server/platform/qr.ts';
import type { Desk } from '../../access/index.ts';
import type { Person } from '../store.ts';
import * as store from './store.ts';

// Authenticator apps: RFC 6238 with SHA-1, six digits, half a minute, which is what every app can.

const BYTES = 20;
const boxed = z.object({ secret: z.base64() });

type Where = Person & { email: string };

export async function enrolment(
	tx: Transaction,
	desk: Pick<Desk, 'keys'>,
	{ agencyId, staffId, email }: Where
): Promise<Enrolment> {
	const secret = random(BYTES);
	const boxKey = await desk.keys.boxKey(tx, agencyId);
	const content = { secret: Buffer.from(secret).toString('base64') };
	const box = boxTotp({ boxKey, agencyId, staffId, content });
	return show(secret, { box: Buffer.from(box).toString('base64url'), email });
}

/** The same once more, from the form: a mistyped code must not ask for a second scan. */
export async function shownAgain(
	tx: Transaction,
	desk: Pick<Desk, 'keys'>,
	{ box, email, ...person }: Where & { box: string }
): Promise<Enrolment | null> {
	const secret = await secretIn(tx, desk, { ...person, box });
	return secret && show(secret, { box, email });
}

/** Keeps the app in place of one that was there. False when the code is not one of its secret. */
export async function setApp(
	tx: Transaction,
	desk: Pick<Desk, 'keys'>,
	{ agencyId, staffId, box, code }: Person & { box: string; code: string }
): Promise<boolean> {
	const secret = await secretIn(tx, desk, { agencyId, staffId, box });
	const step = secret && (await stepOfCode(tx, { secret, typed: code, lastStep: 0 }));
	if (!step) return false;
	// the code that proved it has been used: it signs nobody in any more
	const secretBox = Buffer.from(box, 'base64url');
	await store.setTotp(tx, { agencyId, staffId, secretBox, lastStep: step });
	return true;
}

async function secretIn(
	tx: Transaction,
	desk: Pick<Desk, 'keys'>,
	{ box, ...person }: Person & { box: string }
): Promise<Uint8Array | null> {
	try {
		return await openSecret(tx, desk, { ...person, secretBox: Buffer.from(box, 'base64url') });
	} catch (error) {
		// made for somebody else, or by nobody
		if (error instanceof BoxError) return null;
		throw error;
	}
}

export async function openSecret(
	tx: Transaction,
	desk: Pick<Desk, 'keys'>,
	{ agencyId, staffId, secretBox }: Person & { secretBox: Uint8Array }
): Promise<Uint8Array> {
	const boxKey = await desk.keys.boxKey(tx, agencyId);
	const { secret } = boxed.parse(openTotp({ boxKey, agencyId, staffId, box: secretBox }));
	return Buffer.from(secret, 'base64');
}

/** The step whose code this is, or null. The database's clock decides which steps count. */
export async function stepOfCode(
	tx: Transaction,
	{ secret, typed, lastStep }: { secret: Uint8Array; typed: string; lastStep: number }
): Promise<number | null> {
	const code = parseCode(typed);
	if (code === null) return null;
	const steps = codeSteps(await databaseNow(tx), lastStep);
	return steps.find((step) => isCodeOf(secret, step, code)) ?? null;
}

function isCodeOf(secret: Uint8Array, step: number, code: OneTimeCode): boolean {
	return verifyHOTP(secret, BigInt(step), DIGITS, code);
}

function show(secret: Uint8Array, { box, email }: { box: string; email: string }): Enrolment {
	const address = createTOTPKeyURI('Heard', email, secret, STEP_SECONDS, DIGITS);
	const letters = new URL(address).searchParams.get('secret') ?? '';
	return { box, groups: letters.match(/.{1,4}/g)?.join(' ') ?? letters, qr: drawQr(address) };
}
