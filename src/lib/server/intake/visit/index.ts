export { dropCookie, hasCookie, leaveNothing, readSecret, setCookie } from './cookie.ts';
export { open, type Opening } from './open.ts';
