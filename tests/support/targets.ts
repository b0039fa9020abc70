import { v7 as uuid } from 'uuid';
import * as team from '../../src/lib/server/desk/team/index.ts';
import type { Stage } from './stage.ts';
import type { Agency } from './world.ts';

/** What an address of the desk can name, each with the id of one row. */
export type Targets = Record<
	| 'case'
	| 'link'
	| 'concern'
	| 'programme'
	| 'share'
	| 'staff'
	| 'organisation'
	| 'unit'
	| 'token'
	| 'rest',
	string
>;

/** The parameters of the desk's addresses, each with what it names. */
const named: Record<string, keyof Targets> = {
	'/desk/[...address]': 'rest',
	'/desk/cases/[id]': 'case',
	'/desk/cases/[id]/links/[link]': 'link',
	'/desk/concerns/[id]': 'concern',
	'/desk/programmes/[id]': 'programme',
	'/desk/set-up/[token]': 'token',
	'/desk/shares/[id]': 'share',
	'/desk/team/[id]': 'staff',
	'/desk/team/organisations/[id]': 'organisation',
	'/desk/team/units/[id]': 'unit'
};

/**
 * What the parameters of a pattern name, in order. Throws for one that is not known: a row that
 * nobody walks is a row that anybody may read.
 */
export function parametersOf(pattern: string): (keyof Targets)[] {
	return [...pattern.matchAll(/\[[^\]]+\]/g)].map((found) => {
		const upTo = pattern.slice(0, found.index + found[0].length);
		const target = named[upTo];
		if (target) return target;
		throw new Error(
			`Nobody knows what ${found[0]} names in ${upTo}. Add it to the table in tests/support/targets.ts, ` +
				'with a row of each side, so that the address is walked like every other.'
		);
	});
}

/** An address of this pattern. */
export function addressOf(pattern: string, ids: readonly string[]): string {
	let next = 0;
	return pattern.replaceAll(/\[[^\]]+\]/g, () => ids[next++] ?? 'nothing');
}

/** Ids of the right shape that belong to nothing. */
export function nothing(): Targets {
	return {
		case: uuid(),
		link: uuid(),
		concern: uuid(),
		programme: uuid(),
		share: uuid(),
		staff: uuid(),
		organisation: uuid(),
		unit: uuid(),
		token: 'zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz',
		rest: 'nothing/of/the/kind'
	};
}

type Making = Pick<Stage, 'at' | 'world' | 'browser'>;

/** A case of this agency that has come far: a link, answers, a concern, a programme, a sharing. */
async function farCase({ at, world, browser }: Making, agency: Agency) {
	const caseId = await world.case(agency, { hasLiveOrder: true, hasChildren: true });
	const hers = browser(await world.link(agency, caseId));
	await hers.opens();
	await hers.answers('CN0', 'yes');
	await hers.answers('CN1', 'both');
	await hers.goesOn({ CN2: 'yes', SF1: '0', R1: ['neck'] });
	await hers.presses('send');
	await world.settled();
	const link = await world.link(agency, caseId);
	const [concern] = await at.superuser`select id from concern where case_id = ${caseId}`;
	if (!concern) throw new Error('no concern');

	const [programme] = await at.superuser`
		insert into programme (agency_id, case_id, organisation_id, status, worker_id, reference)
		values (${agency.id}, ${caseId}, ${agency.organisations.programme}, 'attending',
			${agency.programmeWorker.staffId}, 'P-1')
		returning id`;
	const share = uuid();
	await at.superuser`
		insert into share (agency_id, id, case_id, response_id, flag_ids, ground, asked, note_id, by)
		select agency_id, ${share}, case_id, id, '{}', 'law', 'refused', ${uuid()},
			${agency.supportWorker.staffId}
		from response where case_id = ${caseId} limit 1`;
	return {
		case: String(caseId),
		link: link.linkId,
		concern: String(concern.id),
		programme: String(programme?.id),
		share
	};
}

/** What the people of the agency work with. The staff row is there to be changed. */
export async function ownTargets(stage: Making, agency: Agency): Promise<Targets> {
	return {
		...nothing(),
		...(await farCase(stage, agency)),
		staff: await expendable(stage, agency, agency.unit),
		organisation: agency.organisations.police,
		unit: agency.otherUnit
	};
}

/** The same kind of rows in the same agency, which its other people work with. */
export async function othersTargets(stage: Making, agency: Agency): Promise<Targets> {
	const { at, world } = stage;
	const targets = await farCase(stage, agency);
	const provider = await team.addOrganisation(
		{ ...world.desk, agencyId: agency.id },
		{ kind: 'programme', name: 'Another provider (invented)', confidential: false }
	);
	const theirs = agency.otherOfficer.staffId;
	await at.superuser`
		update "case" set unit_id = ${agency.otherUnit}, responsible_officer_id = ${theirs},
			deputy_officer_id = null, support_organisation_id = null, support_worker_id = null
		where id = ${targets.case}`;
	await at.superuser`
		update concern_lane set owner_id = ${theirs}, deputy_id = null
		where case_id = ${targets.case} and owner_id is not null`;
	await at.superuser`
		update programme set organisation_id = ${provider}, worker_id = null
		where case_id = ${targets.case}`;
	return {
		...nothing(),
		...targets,
		staff: await expendable(stage, agency, agency.otherUnit)
	};
}

/** Somebody who owns nothing and is signed in nowhere: an account to try things on. */
async function expendable(
	{ world }: Making,
	agency: Agency,
	unitId: Agency['unit']
): Promise<string> {
	return team.addStaff(
		{ ...world.desk, agencyId: agency.id },
		{
			role: 'officer',
			name: `Pebble ${uuid().slice(-4)}`,
			email: `pebble.${uuid().slice(-8)}@larkfield.example`,
			password: 'made for a test alone',
			organisationId: agency.organisations.police,
			unitId,
			languages: ['en']
		}
	);
}
