import type { Member } from '#lib/domain/access/index.ts';
import type { AgencyId } from '#lib/domain/ids.ts';

/** Who asks, as far as access depends on it. `SignedIn` is one. */
export type Staff = Member & { agencyId: AgencyId };
