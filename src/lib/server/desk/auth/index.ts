import { desk } from '../access/index.ts';
import * as session from './session.ts';
import * as signInVerb from './sign-in.ts';
import * as signOutVerb from './sign-out.ts';
import type { SignedIn } from './signed-in.ts';

// What the desk's routes may do. The verbs themselves take their database as an argument; here they
// get this process's own login and pepper.

export const signIn = (attempt: Omit<signInVerb.Attempt, 'pepper'>) =>
	signInVerb.signIn(desk().db, { ...attempt, pepper: desk().pepper });

export const signOut = (person: SignedIn) => signOutVerb.signOut(desk().db, person);

export const current = (id: string) => session.current(desk().db, id);
export const peek = (id: string) => session.peek(desk().db, id);

/** Whether this person showed the second factor within five minutes. Else: to `stepUpAddress`. */
export const steppedUp = async ({ steppedUp }: SignedIn): Promise<boolean> => steppedUp;

export { stepUpAddress } from './step-up-address.ts';
export { dropCookie, readCookie, setCookie } from './cookie.ts';
export { hashPassword } from './password.ts';
export * as session from './session.ts';
export type { SignedIn } from './signed-in.ts';
