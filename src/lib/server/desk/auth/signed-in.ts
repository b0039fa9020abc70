import type { Member } from '#lib/domain/access/index.ts';
import type { AgencyId, UnitId } from '#lib/domain/ids.ts';

/** A staff member who is who they say, in this request. Read anew for every request. */
export type SignedIn = Member & {
	agencyId: AgencyId;
	unitId: UnitId | null;
	name: string;
	/** Languages that this person reads. */
	languages: string[];
	/** IANA name: the desk writes all times in the agency's. */
	timeZone: string;
	/** Names this session in lists. Signs in nobody. */
	session: string;
	/**
	 * Showed the second factor within the last five minutes, in this session: what break-glass, exports,
	 * keys, roles and the like ask for. Where it is false the route leads to `stepUpAddress`.
	 */
	steppedUp: boolean;
};
