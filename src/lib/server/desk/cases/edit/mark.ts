import { createHash } from 'node:crypto';
import type { WantedProgramme, WantedTeam } from '#lib/domain/case/index.ts';

type Stands = {
	/** Of the sealed facts; every save of the form raises it. */
	version: number;
	support: Pick<WantedTeam, 'supportOrganisationId' | 'supportWorkerId'>;
	programme: WantedProgramme | null;
};

/**
 * Names what a form of the case was made from. Support is also changed by who reassigns the case and
 * the programme by its provider, and neither touches the facts.
 */
export function markOf({ version, support, programme }: Stands): string {
	const { supportOrganisationId, supportWorkerId } = support;
	const parts = [
		supportOrganisationId,
		supportWorkerId,
		programme && [
			programme.organisationId,
			programme.workerId,
			programme.status,
			programme.reference,
			programme.orderedByCourt,
			programme.referredOn
		]
	];
	const rest = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
	return `${version}-${rest.slice(0, 16)}`;
}
