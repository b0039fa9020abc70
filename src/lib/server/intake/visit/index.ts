export { dropCookie, hasCookie, readSecret, setCookie } from './cookie.ts';
export { open, type Opening } from './open.ts';
