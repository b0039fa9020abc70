import type { Cookies } from '@sveltejs/kit';

// No Max-Age and no Expires: the browser forgets it when it closes. `secure` is stated, because Kit
// leaves it out on http://localhost, where browsers accept it and `__Host-` needs it.
const NAME = '__Host-d';
const STEP = '__Host-s';
const OPTIONS = { path: '/', secure: true, httpOnly: true, sameSite: 'strict' } as const;

/** 200 bits in base32, as Lucia makes them; anything else was not made by us. */
export function readCookie(cookies: Cookies): string | null {
	const id = cookies.get(NAME);
	return id !== undefined && /^[a-z2-7]{40}$/.test(id) ? id : null;
}

/** Signed in: what stood between the password and the second factor is over. */
export function setCookie(cookies: Cookies, id: string): void {
	cookies.set(NAME, id, OPTIONS);
	if (cookies.get(STEP) !== undefined) dropStep(cookies);
}

export function dropCookie(cookies: Cookies): void {
	cookies.delete(NAME, OPTIONS);
}

/** Names a step of signing in, or of being set up. It opens nothing of the desk. */
export function readStep(cookies: Cookies): string | null {
	return cookies.get(STEP) ?? null;
}

export function setStep(cookies: Cookies, step: string): void {
	cookies.set(STEP, step, OPTIONS);
}

export function dropStep(cookies: Cookies): void {
	cookies.delete(STEP, OPTIONS);
}
