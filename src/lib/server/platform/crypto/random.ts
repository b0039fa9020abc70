import { randomBytes } from 'node:crypto';

/** Bytes from the operating system's generator. The one source of chance in the whole program. */
export const random = (bytes: number): Uint8Array => randomBytes(bytes);
