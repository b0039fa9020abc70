import { readPepper } from '#lib/server/platform/crypto/key-file.ts';
import { config } from '#lib/server/platform/config.ts';
import { logError } from '#lib/server/platform/log.ts';
import { intakeDatabase } from '#lib/server/platform/pools.ts';
import * as checkIn from './check-in/index.ts';
import { inTime } from './patience.ts';
import * as visit from './visit/index.ts';

// What the victim's routes may do. The verbs themselves take their database as an argument; here
// they get this process's own login and pepper.

let pepper: Uint8Array | undefined;
const ownPepper = () => (pepper ??= readPepper(config().pepperFile));

export const open = (opening: Omit<visit.Opening, 'pepper'>) =>
	inTime(() => visit.open(intakeDatabase(), { ...opening, pepper: ownPepper() }));

export const page = (secret: Uint8Array) => inTime(() => checkIn.page(intakeDatabase(), secret));

/** Null when the database cannot take it now: nothing was saved, and the page keeps what she typed. */
export async function answer(
	secret: Uint8Array,
	posted: checkIn.Answer,
	{ request }: { request: string }
): Promise<checkIn.Answered | null> {
	return orNull(request, (late) =>
		checkIn.answer(intakeDatabase(), secret, posted, { pepper: ownPepper(), late })
	);
}

/** As `answer`, for what keeps the visit at its page. */
export async function stay(
	secret: Uint8Array,
	posted: checkIn.Staying,
	{ request }: { request: string }
): Promise<checkIn.Stayed | null> {
	return orNull(request, (late) => checkIn.stay(intakeDatabase(), secret, posted, late));
}

async function orNull<Result>(
	request: string,
	work: (late: AbortSignal) => Promise<Result>
): Promise<Result | null> {
	try {
		return await inTime(work);
	} catch (error) {
		logError(error, { event: 'request.failed', surface: 'intake', request });
		return null;
	}
}

export { dropCookie, hasCookie, leaveNothing, readSecret, setCookie } from './visit/index.ts';

/** The language of a form or an address, if it is offered. */
export function offered(language: string | undefined, languages: string[]): string | null {
	return languages.find((one) => one === language) ?? null;
}
