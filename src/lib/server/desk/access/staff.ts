import type { Member } from '#lib/domain/access/index.ts';
import type { AgencyId } from '#lib/domain/ids.ts';

/** Who asks, as far as access depends on it. `SignedIn` is one. */
export type Staff = Member & { agencyId: AgencyId };

/** The same with the session, for what asks for a second factor again. */
export type SteppingStaff = Staff & { session: string };
