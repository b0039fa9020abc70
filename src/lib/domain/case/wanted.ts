import type { CaseFacts, CaseOrder, CaseProgramme } from '../case-facts.ts';
import { relationTo, type Member } from '../access/relation.ts';
import type { OrderId, OrganisationId, StaffId, UnitId } from '../ids.ts';
import type { Intervention } from './kinds.ts';

/** An order as it is written down; without an id it is a new one. */
export type WantedOrder = Omit<CaseOrder, 'id'> & {
	id: OrderId | null;
	noContact: boolean;
	noContactChildren: boolean;
};

export type WantedProgramme = {
	organisationId: OrganisationId;
	workerId: StaffId | null;
	status: CaseProgramme['status'];
	/** The perpetrator's reference at the provider. */
	reference: string | null;
	orderedByCourt: boolean;
	referredOn: string | null;
};

export type WantedTeam = {
	unitId: UnitId;
	officerId: StaffId;
	deputyId: StaffId;
	supportOrganisationId: OrganisationId | null;
	supportWorkerId: StaffId | null;
};

/** What people write into the sealed facts of a case. */
export type WantedFacts = Pick<
	CaseFacts,
	'hasChildren' | 'gradedHigh' | 'baselineSF2' | 'personPhrase'
> & {
	/** Day of the last case conference. */
	conferenceOn: string | null;
};

export type WantedCase = WantedTeam & {
	reference: string;
	/** Local calendar day. */
	interventionOn: string;
	intervention: Intervention;
	facts: WantedFacts;
	orders: WantedOrder[];
	programme: WantedProgramme | null;
};

type Named<Id> = { id: Id; name: string };

/** Whom and what the form of a case offers, and all that it may name. */
export type CaseChoices = {
	/** Units whose cases this person may make. */
	units: (Named<UnitId> & { supervisorId: StaffId | null })[];
	/** Officers and supervisors of these units who can sign in. */
	officers: (Named<StaffId> & { email: string; unitId: UnitId; isOnDuty: boolean })[];
	supportOrganisations: Named<OrganisationId>[];
	supportWorkers: (Named<StaffId> & { email: string; organisationId: OrganisationId })[];
	providers: Named<OrganisationId>[];
	programmeWorkers: (Named<StaffId> & { organisationId: OrganisationId })[];
};

export type TeamProblem =
	| 'unit'
	| 'officer'
	| 'deputy'
	| 'same_person'
	| 'not_yours'
	| 'support_organisation'
	| 'support_worker';

/**
 * What is wrong with who is named: two officers of the unit, both by name (queue.md OW1), a worker of
 * the organisation. Whoever makes a case is on it, or supervises its unit: a case that its maker
 * could not see again would be made a second time.
 */
export function teamProblem(
	wanted: WantedTeam,
	{ choices, maker }: { choices: CaseChoices; maker: Member }
): TeamProblem | null {
	const unit = choices.units.find(({ id }) => id === wanted.unitId);
	if (!unit) return 'unit';
	const ofUnit = choices.officers.filter(({ unitId }) => unitId === unit.id);
	if (!ofUnit.some(({ id }) => id === wanted.officerId)) return 'officer';
	if (!ofUnit.some(({ id }) => id === wanted.deputyId)) return 'deputy';
	if (wanted.officerId === wanted.deputyId) return 'same_person';
	const team = {
		responsibleOfficerId: wanted.officerId,
		deputyOfficerId: wanted.deputyId,
		supervisorId: unit.supervisorId,
		supportOrganisationId: null,
		supportWorkerId: null,
		blockedIds: []
	};
	if (!relationTo(team, maker)) return 'not_yours';
	return supportProblem(wanted, choices);
}

type Support = Pick<WantedTeam, 'supportOrganisationId' | 'supportWorkerId'>;

/**
 * Support may be added where there is none, and a worker named where none is. Whoever is named is
 * changed by reassigning, with a reason and a notice; the organisation stays: what it was told alone
 * would have no reader, and a closing would do without its word.
 */
export function mayBeNamed(wanted: Support, { before }: { before: Support }): boolean {
	const keeps = (name: keyof Support) => before[name] === null || before[name] === wanted[name];
	return keeps('supportOrganisationId') && keeps('supportWorkerId');
}

export function supportProblem(
	wanted: Support,
	{ supportOrganisations, supportWorkers }: CaseChoices
): Extract<TeamProblem, 'support_organisation' | 'support_worker'> | null {
	const { supportOrganisationId: organisation, supportWorkerId: worker } = wanted;
	if (organisation !== null && !supportOrganisations.some(({ id }) => id === organisation)) {
		return 'support_organisation';
	}
	if (worker === null) return null;
	const found = supportWorkers.find(({ id }) => id === worker);
	return found && found.organisationId === organisation ? null : 'support_worker';
}

export function isProgrammeKnown(
	wanted: WantedProgramme,
	{ providers, programmeWorkers }: CaseChoices
): boolean {
	const { organisationId, workerId } = wanted;
	if (!providers.some(({ id }) => id === organisationId)) return false;
	if (workerId === null) return true;
	return programmeWorkers.some(
		(one) => one.id === workerId && one.organisationId === organisationId
	);
}
