import type { Cookies } from '@sveltejs/kit';

// No Max-Age and no Expires: the browser forgets it when it closes. `secure` is stated, because Kit
// leaves it out on http://localhost, where browsers accept it and `__Host-` needs it.
const NAME = '__Host-d';
const OPTIONS = { path: '/', secure: true, httpOnly: true, sameSite: 'strict' } as const;

/** 200 bits in base32, as Lucia makes them; anything else was not made by us. */
export function readCookie(cookies: Cookies): string | null {
	const id = cookies.get(NAME);
	return id !== undefined && /^[a-z2-7]{40}$/.test(id) ? id : null;
}

export function setCookie(cookies: Cookies, id: string): void {
	cookies.set(NAME, id, OPTIONS);
}

export function dropCookie(cookies: Cookies): void {
	cookies.delete(NAME, OPTIONS);
}
