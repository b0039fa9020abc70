import { createHmac } from 'node:crypto';
import { sameBytes } from './kdf.ts';

// What the gateway signs a receipt with is the key that it knows us by. The time is part of what is
// signed, so that an old receipt cannot be given a new one.

const shape = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/;

/** The header that goes with a body: `t=<unix seconds>,v1=<hex HMAC-SHA256 of "<t>.<body>">`. */
export function signReceipt(key: string, body: string, seconds: number): string {
	return `t=${seconds},v1=${mac(key, `${seconds}.${body}`).toString('hex')}`;
}

/** When it was signed, in unix seconds; null when it was not signed with this key. */
export function signedAt(key: string, body: string, header: string | null): number | null {
	const [, seconds = '', signature = ''] = shape.exec(header ?? '') ?? [];
	if (seconds === '') return null;
	const isOurs = sameBytes(mac(key, `${seconds}.${body}`), Buffer.from(signature, 'hex'));
	return isOurs ? Number(seconds) : null;
}

const mac = (key: string, text: string) => createHmac('sha256', key).update(text).digest();
