import { config } from '#lib/server/platform/config.ts';
import { readSecretFile } from '#lib/server/platform/crypto/key-file.ts';

let own: string | undefined;

/** What the gateway signs with; null where there is none, and nobody to believe. Read once. */
export function receiptKey(): string | null {
	const { sms } = config().delivery;
	if (!sms) return null;
	own ??= readSecretFile(sms.keyFile);
	return own;
}
