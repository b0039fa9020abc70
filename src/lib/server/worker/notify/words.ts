import { text, type Key } from '#lib/i18n/index.ts';
import type { Claimed } from './store.ts';

type Words = { subject: string; text: string };

/**
 * What a mail to staff says: that something waits, and where to sign in. Never a case, a name or how
 * bad it is: mailboxes are read by others, and on telephones (threat model, T25).
 */
export function wordsOf(
	kind: Claimed['kind'],
	{ count, deskOrigin, address }: { count: number; deskOrigin: string; address: string | null }
): Words {
	const t = text('en');
	const where = address ?? `${deskOrigin}/desk`;
	const say = (key: Key, params?: Record<string, string | number>) => t(key, params);
	const lines = [say(`outbox.mail.${kind}.text`), where, say('outbox.mail.foot')];
	return {
		subject: say(`outbox.mail.${kind}.subject`, { count }),
		text: `${lines.join('\n\n')}\n`
	};
}
