import { config } from '#lib/server/platform/config.ts';
import { readPepper } from '#lib/server/platform/crypto/key-file.ts';
import { deskDatabase } from '#lib/server/platform/pools.ts';
import * as session from './session.ts';
import * as signInVerb from './sign-in.ts';
import * as signOutVerb from './sign-out.ts';
import type { SignedIn } from './signed-in.ts';

// What the desk's routes may do. The verbs themselves take their database as an argument; here they
// get this process's own login and pepper.

let pepper: Uint8Array | undefined;
const ownPepper = () => (pepper ??= readPepper(config().pepperFile));

export const signIn = (attempt: Omit<signInVerb.Attempt, 'pepper'>) =>
	signInVerb.signIn(deskDatabase(), { ...attempt, pepper: ownPepper() });

export const signOut = (person: SignedIn) => signOutVerb.signOut(deskDatabase(), person);

export const current = (id: string) => session.current(deskDatabase(), id);
export const peek = (id: string) => session.peek(deskDatabase(), id);

export { dropCookie, readCookie, setCookie } from './cookie.ts';
export { hashPassword } from './password.ts';
export * as session from './session.ts';
export type { SignedIn } from './signed-in.ts';
