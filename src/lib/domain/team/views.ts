import type { Role } from '../access/index.ts';
import type { OrganisationKind } from './place.ts';
import type { TeamScope } from './scope.ts';

// What the pages about people show. Nothing of a victim is in here.

export const staffStatuses = ['invited', 'active', 'away', 'disabled'] as const;
export type StaffStatus = (typeof staffStatuses)[number];

export type StaffRow = {
	staffId: string;
	name: string;
	isYou: boolean;
	role: Role;
	organisation: string;
	unit: string | null;
	status: StaffStatus;
};

export type TeamFilter = {
	/** Part of a name; empty for all. */
	name: string;
	role: Role | null;
	/** Null: everybody who is not disabled. */
	status: StaffStatus | null;
};

export type TeamView = {
	scope: TeamScope;
	/** The units whose roster this is; empty where it is the whole agency's. */
	units: string[];
	filter: TeamFilter;
	rows: StaffRow[];
	/** Where the next page begins; null on the last one. */
	next: string | null;
	isFirstPage: boolean;
};

export type Choice = { id: string; name: string };

/** Where somebody can be put. */
export type PlaceChoices = {
	organisations: (Choice & { kind: OrganisationKind })[];
	units: (Choice & { organisation: string })[];
};

export type NewStaffView = {
	/** Minted for this form, so that sending it twice invites once. */
	staffId: string;
	choices: PlaceChoices;
	languages: string[];
};

/** What may be done with a person on their page. */
export type StaffAct =
	'change' | 'away' | 'back' | 'link' | 'password' | 'factor' | 'anew' | 'disable' | 'enable';

export type StaffView = {
	scope: TeamScope;
	staffId: string;
	name: string;
	isYou: boolean;
	email: string;
	role: Role;
	organisation: Choice;
	unit: Choice | null;
	languages: string[];
	status: StaffStatus;
	awayFrom: Date | null;
	awayUntil: Date | null;
	acts: StaffAct[];
	/** Null where nothing may be changed. */
	choices: PlaceChoices | null;
	/** Today in the agency's time zone, for the away form. */
	today: string;
	now: Date;
};

/** A set-up link to hand over on paper. Shown once, never stored. */
export type SetupCard = {
	name: string;
	address: string;
	/** An SVG path drawing of the address. */
	qr: { size: number; path: string };
	expiresAt: Date;
};

/** Why something was not done with a person, although it may be asked for. */
export type Held =
	| { why: 'own' }
	| { why: 'last_admin' }
	| { why: 'status' }
	/** Open lanes, high or critical, that this person owns (queue.md OW5). */
	| { why: 'owns_lanes'; count: number }
	| { why: 'supervises'; names: string[] }
	| { why: 'leads'; names: string[] };

export type UnitRow = Choice & { supervisor: string | null; people: number };

export type OrganisationRow = Choice & {
	kind: OrganisationKind;
	confidential: boolean;
	lead: string | null;
	people: number;
	units: UnitRow[];
};

export type OrganisationsView = {
	mayEdit: boolean;
	/** Minted for the form that adds one. */
	newId: string;
	organisations: OrganisationRow[];
};

export type OrganisationView = {
	mayEdit: boolean;
	organisation: OrganisationRow & { leadId: string | null };
	/** Who could lead it; empty where it has no lead. */
	leads: Choice[];
	/** Minted for the form that adds a unit. */
	newUnitId: string;
};

export type UnitView = {
	mayEdit: boolean;
	unit: Choice & { supervisorId: string | null; supervisor: string | null };
	organisation: Choice;
	/** Supervisors of its organisation. */
	supervisors: Choice[];
};
