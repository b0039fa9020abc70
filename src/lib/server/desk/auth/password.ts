import { hash, verify } from '@node-rs/argon2';
import { random } from '#lib/server/platform/crypto/random.ts';

// argon2id; source: threat model, section 3.1
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 };

// Each takes 19 MiB and a core for some 15 ms: more than two at once would starve the queue pages
// of those who are signed in. Beyond the line, a flood is refused without work.
const AT_ONCE = 2;
const LINE = 100;
let working = 0;
const line: (() => void)[] = [];

/** What `sign_in.password_hash` holds. */
export function hashPassword(password: string): Promise<string> {
	return inTurn(() => hash(password, { ...cost, salt: random(16) }));
}

/** For an account that nobody signs in to before a new one is set. */
export function hashOfNoPassword(): Promise<string> {
	return hashPassword(Buffer.from(random(32)).toString('base64url'));
}

let nobodys: Promise<string> | undefined;

/** `hash` is null for an unknown account: it costs the same work, and is never right. */
export async function isRightPassword(hash: string | null, password: string): Promise<boolean> {
	if (line.length >= LINE) return false;
	nobodys ??= hashOfNoPassword();
	const compared = hash ?? (await nobodys);
	const isRight = await inTurn(() => verify(compared, password));
	return hash !== null && isRight;
}

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
	if (working >= AT_ONCE) {
		await new Promise<void>((resolve) => line.push(resolve));
	} else {
		working += 1;
	}
	try {
		return await work();
	} finally {
		// the place goes to the next in line, or is free
		const next = line.shift();
		if (next) next();
		else working -= 1;
	}
}
