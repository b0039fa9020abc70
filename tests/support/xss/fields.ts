import { v7 as uuid } from 'uuid';
import {
	breakGlassId,
	revisionId,
	staffId as staffIdOf,
	type CaseId
} from '../../../src/lib/domain/ids.ts';
import {
	formFacts,
	questionIds,
	questions,
	textId,
	type StoredAnswers
} from '../../../src/lib/domain/questionnaire/index.ts';
import type { SteppingStaff } from '../../../src/lib/server/desk/access/index.ts';
import * as blocks from '../../../src/lib/server/desk/blocks/index.ts';
import * as glass from '../../../src/lib/server/desk/break-glass/index.ts';
import * as cases from '../../../src/lib/server/desk/cases/index.ts';
import { sealRevision } from '../../../src/lib/server/platform/crypto/seal/index.ts';
import { withAgency } from '../../../src/lib/server/platform/db/client.ts';
import type { Stage } from '../browser.ts';
import type { Colleague } from '../world.ts';
import { asReason, payloads } from './payloads.ts';

/** Who has a browser in this story. */
export type Who = 'officer' | 'supervisor' | 'supportWorker' | 'reviewer';

export type Cast = { stage: Stage; people: Record<Who, Colleague> };

/** A page on which what was written stands afterwards, each of the texts literally. */
export type Place = {
	who: Who;
	path: string;
	texts: readonly string[];
	/** Begins there and goes on over further pages. */
	isList?: boolean;
};

/**
 * A text field of the desk, or one of hers whose text the desk shows. `fill` writes every payload into
 * it, by the verb behind its form, and says where it can be read. Whoever adds a field adds a line.
 */
export type Field = { name: string; fill: (cast: Cast) => Promise<Place[]> };

export const fields: readonly Field[] = [
	{ name: 'the reference of a case', fill: references },
	{ name: 'her own words', fill: ownWords },
	{ name: 'the name of a colleague, and why they may not see a case', fill: namesAndBlocks },
	{ name: 'why a case was opened in an emergency', fill: emergencies }
];

/**
 * Pages with forms that give back what was typed. Each text field of each form there is filled with
 * each payload and sent, and stands in the page again.
 */
export const formPages: readonly { who: Who | null; path: (cast: Cast) => Promise<string> }[] = [
	{ who: null, path: async () => '/desk/login' },
	{ who: 'officer', path: async () => '/desk/break-glass' },
	{
		who: 'supervisor',
		path: async ({ stage }) => `/desk/cases/${await stage.world.case(stage.agency)}/block`
	},
	{ who: 'reviewer', path: async () => '/desk/break-glass/review' }
];

async function references({ stage: { world, agency } }: Cast): Promise<Place[]> {
	const made: { id: CaseId; reference: string }[] = [];
	for (const reference of payloads) {
		made.push({ id: await world.case(agency, { reference }), reference });
	}
	return [
		{ who: 'officer', path: '/desk/cases', texts: payloads, isList: true },
		...made.slice(0, 3).map(({ id, reference }): Place => {
			return { who: 'officer', path: `/desk/cases/${id}`, texts: [reference] };
		})
	];
}

/** Everything that she can write, in one response; other answers so that each of it is asked. */
function answersWith(payload: string): StoredAnswers {
	const answers: StoredAnswers = {
		...{ CN0: 'yes', CN1: 'both', CN2: 'yes', MORE: 'yes' },
		...{ SF1: '-2', V1: '4', R1: ['kill'], R3: '2', H3: 'none', O2: 'once', N1: 'no' }
	};
	for (const id of questionIds) {
		const { kind, other } = questions[id];
		if (kind === 'text') answers[id] = payload;
		if (!other) continue;
		answers[id] = kind === 'many' ? [other.code] : other.code;
		answers[textId(id)] = payload;
	}
	return answers;
}

/** A card opens no more than twelve responses. */
const RESPONSES = 10;

async function ownWords({ stage }: Cast): Promise<Place[]> {
	const { world, agency, ground } = stage;
	const places: Place[] = [];
	for (let first = 0; first < payloads.length; first += RESPONSES) {
		const texts = payloads.slice(first, first + RESPONSES);
		const caseId = await world.case(agency, { hasLiveOrder: true, hasChildren: true });
		for (const text of texts) {
			await arrives(stage, caseId, answersWith(text));
			await world.settled();
		}
		const [row] = await ground.superuser`select id from concern where case_id = ${caseId}`;
		for (const who of ['officer', 'supervisor', 'supportWorker'] as const) {
			// the supervisor reads the answers of the concern, and hers about the police
			places.push({ who, path: `/desk/concerns/${String(row?.id)}`, texts });
		}
	}
	return places;
}

async function arrives({ world, agency, ground }: Stage, caseId: CaseId, answers: StoredAnswers) {
	const at = { agencyId: agency.id, caseId };
	const now = await ground.clock.now();
	const round = await withAgency(world.desk.db, agency.id, (tx) =>
		cases.addRound(tx, at, { point: 'extra', state: 'offered', dueAt: now })
	);
	const [key] = await ground.superuser`select public_key from case_key where case_id = ${caseId}`;
	const id = revisionId.parse(uuid());
	const place = { ...at, responseId: round.responseId, revisionId: id };
	const sealed = await sealRevision({
		...place,
		publicKey: key?.public_key,
		questionnaireVersion: '2026-11',
		content: {
			answers,
			facts: formFacts.parse({
				hasLiveOrder: true,
				hasChildren: true,
				hasProgramme: true,
				hasSupportWorker: true,
				hasSupportOrg: true,
				supportConfidential: true
			}),
			language: 'en',
			mode: 'self',
			secondsOnForm: 300,
			consentVersion: 'cn0-2026-11'
		}
	});
	await ground.superuser`
		insert into response_revision
			(agency_id, id, response_id, case_id, kind, questionnaire_version, sealed)
		values (${agency.id}, ${id}, ${round.responseId}, ${caseId}, 'sent', '2026-11', ${sealed})`;
}

async function namesAndBlocks({ stage, people: { supervisor } }: Cast): Promise<Place[]> {
	const { world, agency } = stage;
	const caseId = await world.case(agency);
	const by = await withSession(stage, supervisor);
	for (const name of payloads) {
		const { staffId } = await officerCalled(stage, name);
		const reason = asReason(name);
		const done = await blocks.set(world.desk, by, { caseId, staffId, reason });
		if (done !== 'set') throw new Error(`not blocked: ${done}`);
		// and asked for it: the page says who did
		await cases.read(world.desk, { ...by, staffId, role: 'officer' }, caseId);
	}
	const path = `/desk/cases/${caseId}/block`;
	return [{ who: 'supervisor', path, texts: [...payloads, ...payloads.map(asReason)] }];
}

async function emergencies({ stage }: Cast): Promise<Place[]> {
	const { world, agency } = stage;
	const reference = 'LF-3300';
	await world.case(agency, { reference });
	for (const name of payloads) {
		const opening = await glass.open(world.desk, await officerCalled(stage, name), {
			id: breakGlassId.parse(uuid()),
			reference,
			purpose: 'immediate_danger',
			reason: asReason(name)
		});
		if (opening.kind !== 'opened') throw new Error(`not opened: ${opening.why}`);
	}
	const texts = [...payloads, ...payloads.map(asReason)];
	return [{ who: 'reviewer', path: '/desk/break-glass/review', texts }];
}

/** An officer of this name, who has shown a second factor and never sits at a browser. */
async function officerCalled(stage: Stage, name: string): Promise<SteppingStaff> {
	const { agency, ground } = stage;
	const staffId = staffIdOf.parse(uuid());
	const organisationId = agency.organisations.police;
	await ground.superuser`
		insert into staff (agency_id, id, organisation_id, unit_id, role, name, email)
		values (${agency.id}, ${staffId}, ${organisationId}, ${agency.unit}, 'officer', ${name},
			${`${staffId}@larkfield.example`})`;
	return withSession(stage, { agencyId: agency.id, staffId, organisationId, role: 'officer' });
}

async function withSession(
	{ ground: { superuser } }: Stage,
	who: Omit<SteppingStaff, 'session'>
): Promise<SteppingStaff> {
	const session = uuid();
	await superuser`
		insert into session (id_hash, handle, agency_id, staff_id, stepped_up_at)
		values (${`of ${session}`}, ${session}, ${who.agencyId}, ${who.staffId}, heard_now())`;
	return { ...who, session };
}
