import { config } from '#lib/server/platform/config.ts';
import { keyProvider } from '#lib/server/platform/crypto/keys/index.ts';
import { readPepper } from '#lib/server/platform/crypto/key-file.ts';
import type { Database } from '#lib/server/platform/db/client.ts';
import { deskDatabase } from '#lib/server/platform/pools.ts';
import { keyRing, type KeyRing } from '../keys/index.ts';

/** What the verbs of the desk work with. Tests and the demo bring their own. */
export type Desk = {
	/** Signed in as heard_desk: row security shows one agency at a time. */
	db: Database;
	keys: KeyRing;
	pepper: Uint8Array;
	/** Origin of the victims' pages: links are built from it. */
	intakeOrigin: string;
	/** Origin of the desk: set-up links are built from it, and passkeys are bound to it. */
	origin: string;
};

let own: Desk | undefined;

/** That of this process. The key files are read at the first call and stay in memory. */
export function desk(): Desk {
	own ??= make();
	return own;
}

function make(): Desk {
	const { kekFile, pepperFile, intakeOrigin, origin } = config();
	if (!kekFile) throw new Error('the desk needs the KEK');
	return {
		db: deskDatabase(),
		keys: keyRing(keyProvider({ path: kekFile })),
		pepper: readPepper(pepperFile),
		intakeOrigin,
		origin
	};
}
