export { dropCookie, readCookie, setCookie } from './cookie.ts';
export { hashPassword } from './password.ts';
export { signIn, type Attempt } from './sign-in.ts';
export { signOut } from './sign-out.ts';
export type { SignedIn } from './signed-in.ts';
export * as session from './session.ts';
