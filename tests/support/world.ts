import { v7 as uuid } from 'uuid';
import { demoSettings, type AgencySettings } from '../../src/lib/domain/settings/index.ts';
import {
	linkId,
	type AgencyId,
	type CaseId,
	type OrganisationId,
	type StaffId,
	type UnitId
} from '../../src/lib/domain/ids.ts';
import type { Desk, Staff } from '../../src/lib/server/desk/access/index.ts';
import * as cases from '../../src/lib/server/desk/cases/index.ts';
import { keyRing } from '../../src/lib/server/desk/keys/index.ts';
import * as links from '../../src/lib/server/desk/links/index.ts';
import * as team from '../../src/lib/server/desk/team/index.ts';
import { keyProvider } from '../../src/lib/server/platform/crypto/keys/index.ts';
import { readPepper } from '../../src/lib/server/platform/crypto/key-file.ts';
import { openPool, type Pool } from '../../src/lib/server/platform/db/client.ts';
import { round } from '../../src/lib/server/worker/round.ts';
import type { Ground } from './heard.ts';
import { codeAt, setUpApp } from './second-factor.ts';
import { until } from './until.ts';
import type { OneTimeLink } from './victim.ts';

// Invented people of an invented place, made by the verbs that make real ones.

export type Colleague = Staff & {
	name: string;
	email: string;
	password: string;
	/** What the authenticator app shows now. It works once more even if it was used just now. */
	code: () => Promise<string>;
	/** Behind the app, in base32; and the codes that were written down. */
	secret: string;
	recoveryCodes: string[];
};

type Role = Staff['role'];
type Organisations = Record<'police' | 'support' | 'programme', OrganisationId>;

export type Agency = {
	id: AgencyId;
	organisations: Organisations;
	unit: UnitId;
	otherUnit: UnitId;
	/** Responsible for the cases, unless a case says otherwise. */
	officer: Colleague;
	deputy: Colleague;
	/** Of the same unit, named on no case. */
	otherOfficer: Colleague;
	supervisor: Colleague;
	supportWorker: Colleague;
	otherSupportWorker: Colleague;
	programmeWorker: Colleague;
	admin: Colleague;
	auditor: Colleague;
};

export type Hired = {
	agencyId: AgencyId;
	organisationId: OrganisationId;
	unitId: UnitId | null;
	person: string;
	role: Role;
};

export type CaseOptions = {
	reference?: string;
	/** A live protection order that forbids contact with her. */
	hasLiveOrder?: boolean;
	hasChildren?: boolean;
	hasSupportWorker?: boolean;
	facts?: Partial<cases.NewCase['facts']>;
};

export type HandedLink = OneTimeLink & { linkId: string; address: string; token: string };

export type World = {
	desk: Desk;
	pools: { owner: Pool; intake: Pool; desk: Pool; worker: Pool };
	agency: (name?: string, settings?: AgencySettings) => Promise<Agency>;
	/** One more person who can sign in, with both factors. */
	hire: (hired: Hired) => Promise<Colleague>;
	case: (agency: Agency, options?: CaseOptions) => Promise<CaseId>;
	/** A card with its code, as the officer hands it over. */
	link: (agency: Agency, caseId: CaseId, options?: { hours?: number }) => Promise<HandedLink>;
	/** Everything that waits for the worker, done now. */
	work: () => ReturnType<typeof round>;
	/** Until nothing waits for assessment any more, whoever does the work. */
	settled: () => Promise<void>;
	close: () => Promise<void>;
};

export function worldOn(
	ground: Ground,
	intakeOrigin = 'http://127.0.0.1:3000',
	deskOrigin = 'http://localhost:3001'
): World {
	const { urls, kekFile, pepperFile } = ground.local;
	const pools = {
		owner: openPool(urls.heard_owner, { max: 2, name: 'test_owner' }),
		intake: openPool(urls.heard_intake, { max: 4, name: 'test_intake' }),
		desk: openPool(urls.heard_desk, { max: 4, name: 'test_desk' }),
		worker: openPool(urls.heard_worker, { max: 4, name: 'test_worker' })
	};
	const provider = keyProvider({ path: kekFile });
	const desk: Desk = {
		origin: deskOrigin,
		db: pools.desk.db,
		keys: keyRing(provider),
		pepper: readPepper(pepperFile),
		intakeOrigin
	};

	return {
		desk,
		pools,
		agency: (name = 'Larkfield (invented)', settings = demoSettings) =>
			makeAgency({ name, settings }),
		hire: hireOne,
		case: makeCase,
		link: handLink,
		work: () => round({ db: pools.worker.db, keys: desk.keys }),
		async settled() {
			await until('an end of the work', async () => {
				await round({ db: pools.worker.db, keys: desk.keys });
				const [left] = await ground.superuser<{ waiting: boolean }[]>`
					select exists (select 1 from response_revision where assessed_at is null)
						or exists (select 1 from draft where due_at <= heard_now() and version > filed_version)
						or exists (select 1 from audit_pending) as waiting`;
				return left?.waiting === false;
			});
		},
		async close() {
			await Promise.all(Object.values(pools).map((pool) => pool.end()));
		}
	};

	async function makeAgency({
		name,
		settings
	}: {
		name: string;
		settings: AgencySettings;
	}): Promise<Agency> {
		const id = await team.createAgency(pools.owner.db, {
			name,
			settings,
			provider,
			recoveryPublicKey: null,
			isDemo: true
		});
		const at = { db: pools.desk.db, pepper: desk.pepper, agencyId: id };
		const make = (kind: keyof Organisations) =>
			team.addOrganisation(at, {
				kind,
				name: `${kind} of ${name}`,
				confidential: kind === 'support'
			});
		const organisations = {
			police: await make('police'),
			support: await make('support'),
			programme: await make('programme')
		};
		const unit = await team.addUnit(at, { organisationId: organisations.police, name: 'North' });
		const otherUnit = await team.addUnit(at, {
			organisationId: organisations.police,
			name: 'South'
		});

		const hire = (
			person: string,
			role: Role,
			organisation: keyof Organisations,
			unitId: UnitId | null
		): Promise<Colleague> =>
			hireOne({ agencyId: id, organisationId: organisations[organisation], unitId, person, role });
		const agency: Agency = {
			id,
			organisations,
			unit,
			otherUnit,
			officer: await hire('Juniper Vale', 'officer', 'police', unit),
			deputy: await hire('Thistle Reed', 'officer', 'police', unit),
			otherOfficer: await hire('Bramble Thorne', 'officer', 'police', unit),
			supervisor: await hire('Marlow Finch', 'supervisor', 'police', unit),
			supportWorker: await hire('Olive Quill', 'support_worker', 'support', null),
			otherSupportWorker: await hire('Hazel Wren', 'support_worker', 'support', null),
			programmeWorker: await hire('Silver Birch', 'programme_worker', 'programme', null),
			admin: await hire('Meadow Sorrel', 'admin', 'police', null),
			auditor: await hire('Quarry Flint', 'auditor', 'police', null)
		};
		await team.setSupervisor(at, { unitId: unit, staffId: agency.supervisor.staffId });
		return agency;
	}

	async function hireOne({
		agencyId,
		organisationId,
		unitId,
		person,
		role
	}: Hired): Promise<Colleague> {
		const at = { db: pools.desk.db, pepper: desk.pepper, agencyId };
		const email = `${person.toLowerCase().replaceAll(' ', '.')}.${agencyId.slice(-6)}@larkfield.example`;
		const password = `of ${person}, made for a test`;
		const staffId: StaffId = await team.addStaff(at, {
			role,
			name: person,
			email,
			password,
			organisationId,
			unitId,
			languages: ['en']
		});
		const app = await setUpApp(desk, { agencyId, staffId, now: await ground.clock.now() });
		return {
			agencyId,
			staffId,
			role,
			organisationId,
			name: person,
			email,
			password,
			...app,
			async code() {
				// A test signs one person in many times within half a minute. That no code works twice
				// is a test of its own (H51).
				await ground.superuser`update totp set last_step = 0 where staff_id = ${staffId}`;
				return codeAt(app.secret, await ground.clock.now());
			}
		};
	}

	async function makeCase(agency: Agency, options: CaseOptions = {}): Promise<CaseId> {
		const day = 24 * 60 * 60 * 1000;
		const now = await ground.clock.now();
		const hasWorker = options.hasSupportWorker ?? true;
		return cases.create(desk, agency.officer, {
			reference: options.reference ?? `LF-${uuid().slice(-8)}`,
			unitId: agency.unit,
			responsibleOfficerId: agency.officer.staffId,
			deputyOfficerId: agency.deputy.staffId,
			supportOrganisationId: hasWorker ? agency.organisations.support : null,
			supportWorkerId: hasWorker ? agency.supportWorker.staffId : null,
			interventionOn: now.toISOString().slice(0, 10),
			facts: { hasChildren: options.hasChildren ?? false, ...options.facts },
			orders: options.hasLiveOrder
				? [
						{
							kind: 'protection',
							state: 'live',
							fromAt: new Date(now.getTime() - 3 * day),
							toAt: new Date(now.getTime() + 60 * day),
							noContact: true,
							noContactChildren: false
						}
					]
				: [],
			programme: null,
			checkIns: []
		});
	}

	async function handLink(
		agency: Agency,
		caseId: CaseId,
		{ hours = 168 }: { hours?: number } = {}
	): Promise<HandedLink> {
		const id = linkId.parse(uuid());
		const made = await links.issue(desk, agency.officer, {
			caseId,
			linkId: id,
			language: 'en',
			hours
		});
		if (made?.kind !== 'issued') throw new Error(`no link: ${made?.kind ?? 'refused'}`);
		const { address, pin } = made.card;
		const path = new URL(address).pathname;
		return { linkId: id, address, path, token: path.slice(3), pin };
	}
}
