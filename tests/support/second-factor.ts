import { generateHOTP } from '@oslojs/otp';
import type { AgencyId, StaffId } from '../../src/lib/domain/ids.ts';
import { stepOf } from '../../src/lib/domain/sign-in/index.ts';
import type { Desk } from '../../src/lib/server/desk/access/index.ts';
import * as session from '../../src/lib/server/desk/auth/session.ts';
import * as setUp from '../../src/lib/server/desk/auth/set-up/index.ts';
import * as steps from '../../src/lib/server/desk/auth/steps/index.ts';
import { withAgency } from '../../src/lib/server/platform/db/client.ts';

/** What an authenticator app with this secret (base32) shows, so many half minutes from then. */
export function codeAt(secret: string, now: Date, later = 0): string {
	return generateHOTP(bytesOf(secret), BigInt(stepOf(now) + later), 6);
}

function bytesOf(base32: string): Uint8Array {
	const bits = [...base32].map((letter) =>
		'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')
	);
	return Uint8Array.from(bits.join('').match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}

/** The secret as it stands on the page, without its gaps. */
export const secretOn = (page: string): string =>
	/<bdi class="secret"[^>]*>([A-Z2-7 ]+)</.exec(page)?.[1]?.replaceAll(' ', '') ?? '';

/** Somebody sets up an app, by the verbs that the page behind a set-up link uses. */
export async function setUpApp(
	desk: Desk,
	{ now, ...person }: { agencyId: AgencyId; staffId: StaffId; now: Date }
): Promise<{ secret: string; recoveryCodes: string[] }> {
	const step = await withAgency(desk.db, person.agencyId, (tx) =>
		steps.begin(tx, { ...person, purpose: 'set_up' })
	);
	const enrolment = await setUp.enrolment(desk, step);
	if (!enrolment) throw new Error('nothing to set up');
	const secret = enrolment.groups.replaceAll(' ', '');
	const code = codeAt(secret, now);
	const made = await setUp.finishWithApp(desk, { step, box: enrolment.box, code });
	if (made.kind !== 'done') throw new Error(`no second factor: ${made.kind}`);
	await withAgency(desk.db, person.agencyId, (tx) => session.endAll(tx, person));
	return { secret, recoveryCodes: made.codes };
}
