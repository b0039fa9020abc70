import { sentKinds, type SentKind } from '../contact/index.ts';

/** How the address of a link reaches her. `aloud`: read to her, over the phone or across a table. */
export const ways = ['card', 'aloud', 'sms', 'email'] as const;
export type Way = (typeof ways)[number];

/** Over this way the system sends it, and nobody at the desk sees the address. */
export function isSent(way: Way): way is SentKind {
	return (sentKinds as readonly string[]).includes(way);
}
