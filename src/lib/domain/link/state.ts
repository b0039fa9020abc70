import { z } from 'zod';

/** `locked`: five wrong PINs. "Expired" is judged by the database's clock and never stored. */
export const linkState = z.enum(['open', 'sent', 'revoked', 'locked']);
export type LinkState = z.infer<typeof linkState>;

// Forward only. A trigger in the database says the same to every login: whoever owns the intake
// process can use a link up, but never bring one back to life.
const next: Record<LinkState, readonly LinkState[]> = {
	open: ['sent', 'revoked', 'locked'],
	sent: [],
	revoked: [],
	locked: []
};

export function mayBecome(from: LinkState, to: LinkState): boolean {
	return next[from].includes(to);
}

/** Nothing follows. Every such link is refused with the same page. */
export function isOver(state: LinkState): boolean {
	return next[state].length === 0;
}
