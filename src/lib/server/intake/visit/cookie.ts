import type { Cookies } from '@sveltejs/kit';

// No Max-Age and no Expires: the browser forgets it when it closes. The name says nothing.
const NAME = '__Host-v';
const OPTIONS = { path: '/', secure: true, httpOnly: true, sameSite: 'strict' } as const;

/** 32 random bytes; the database keeps only their hash. */
export function readSecret(cookies: Cookies): Uint8Array | null {
	const text = cookies.get(NAME);
	if (!text || text.length !== 43) return null;
	const secret = Buffer.from(text, 'base64url');
	return secret.length === 32 ? secret : null;
}

export function setCookie(cookies: Cookies, secret: Uint8Array): void {
	cookies.set(NAME, Buffer.from(secret).toString('base64url'), OPTIONS);
}

export function dropCookie(cookies: Cookies): void {
	cookies.delete(NAME, OPTIONS);
}

/** A browser that sends something under our name keeps it no longer than this answer. */
export function hasCookie(cookies: Cookies): boolean {
	return cookies.get(NAME) !== undefined;
}

/**
 * On finish, exit and delete. Never `"cache"`: it holds up the exit by seconds, and `no-store`
 * already keeps the pages out of it.
 */
export const leaveNothing = { 'clear-site-data': '"cookies", "storage"' };
