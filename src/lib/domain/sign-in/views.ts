import type { Role } from '../access/index.ts';
import type { PasswordProblem } from './password.ts';

// What the pages of one's own account are given.

/** Which second factors somebody has. */
export type Held = { passkey: boolean; app: boolean };

/** What somebody needs to set up an app. Nothing is stored before a first code was right. */
export type Enrolment = {
	/** Goes along in the form. Boxed for this person, so that nobody brings a secret of his own. */
	box: string;
	/** For who cannot scan: the secret in groups, as apps ask for it. */
	groups: string;
	/** An SVG path drawing of the same. */
	qr: { size: number; path: string };
};

export type ListedPasskey = { id: string; name: string; madeAt: Date; usedAt: Date | null };

/** `handle` names a session and signs in nobody. */
export type ListedSession = { handle: string; createdAt: Date; seenAt: Date; isThis: boolean };

/** What somebody sees of their own account. */
export type AccountView = {
	name: string;
	role: Role;
	email: string;
	/** The last used first. */
	sessions: ListedSession[];
	passkeys: ListedPasskey[];
	appSetAt: Date | null;
	codesLeft: number;
	now: Date;
};

/** What can be wrong with a set-up link and what was typed beside it. */
export type LinkProblem =
	PasswordProblem | 'wait' | 'ended' | 'wrong' | 'factor_missing' | 'factor_wrong';

/** What can be wrong with a second factor that was shown. */
export type ShownProblem = 'empty' | 'code' | 'passkey';
