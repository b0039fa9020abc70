import { v7 as uuid } from 'uuid';
import { judgementId, noteId, shareId, type CaseId } from '../../../src/lib/domain/ids.ts';
import * as cases from '../../../src/lib/server/desk/cases/index.ts';
import * as judgements from '../../../src/lib/server/desk/judgements/index.ts';
import * as notes from '../../../src/lib/server/desk/notes/index.ts';
import * as shares from '../../../src/lib/server/desk/shares/index.ts';
import { savePlan, typedPlan, way } from '../plans.ts';
import { Worker } from '../talk.ts';
import { until } from '../until.ts';
import { Victim } from '../victim.ts';
import type { Cast, Place } from './cast.ts';
import { bundles, payloads } from './payloads.ts';

/** Longest reason, and longest note, that the desk takes. */
const [REASON, NOTE] = [500, 2000];

export async function references({ stage: { world, agency } }: Cast): Promise<Place[]> {
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

export async function casesNotes({ stage, people }: Cast): Promise<Place[]> {
	const { world, agency } = stage;
	const caseId = await world.case(agency);
	const writers = ['officer', 'supportWorker'] as const;
	for (const who of writers) {
		for (const text of bundles(NOTE)) {
			const note = { caseId, noteId: noteId.parse(uuid()), text };
			if ((await notes.write(world.desk, people[who], note)) !== 'written') throw new Error(who);
		}
	}
	return writers.map((who) => ({ who, path: `/desk/cases/${caseId}/notes`, texts: payloads }));
}

export async function judged({ stage, people }: Cast): Promise<Place[]> {
	const { world, agency, ground } = stage;
	const caseId = await world.case(agency);
	for (const reason of bundles(REASON)) {
		await judgements.raise(world.desk, people.officer, {
			...{ caseId, judgementId: judgementId.parse(uuid()), severity: 'high', lanes: ['support'] },
			reason
		});
	}
	// `settled` waits for what she said, and not for judgements
	await until('the flags', async () => {
		const waiting = await ground.superuser`select 1 from judgement
			where case_id = ${caseId} and filed_at is null`;
		return waiting.length === 0;
	});
	const [row] = await ground.superuser`select id from concern where case_id = ${caseId}`;
	const path = `/desk/concerns/${String(row?.id)}`;
	return (['officer', 'supportWorker'] as const).map((who) => ({ who, path, texts: payloads }));
}

export async function givenToOthers({ stage, people }: Cast): Promise<Place[]> {
	const { world, agency } = stage;
	const caseId = await world.case(agency);
	const [one, two] = [agency.officer.staffId, agency.otherOfficer.staffId];
	let officerId = two;
	for (const reason of bundles(REASON)) {
		const done = await cases.reassign(world.desk, people.supervisor, {
			...{ caseId, officerId, deputyId: agency.deputy.staffId },
			...{ supportWorkerId: agency.supportWorker.staffId, reason }
		});
		if (done?.kind !== 'reassigned') throw new Error(JSON.stringify(done));
		officerId = officerId === two ? one : two;
	}
	return [{ who: 'supervisor', path: `/desk/cases/${caseId}`, texts: payloads }];
}

export async function closed({ stage, people }: Cast): Promise<Place[]> {
	const { world, agency } = stage;
	const places: Place[] = [];
	const today = (await stage.ground.clock.now()).toISOString().slice(0, 10);
	for (const reason of bundles(REASON)) {
		const caseId = await world.case(agency);
		const done = await cases.closing.ask(world.desk, people.officer, {
			...{ caseId, reason, contact: { on: today, kind: 'phone' } }
		});
		if (done?.kind !== 'asked') throw new Error(JSON.stringify(done));
		const path = `/desk/cases/${caseId}`;
		const texts = payloads.filter((text) => reason.includes(text));
		places.push({ who: 'supervisor', path, texts }, { who: 'supportWorker', path, texts });
	}
	return places;
}

/** The only field of a plan that is shorter than the longest payload. */
const SAFE_WORD = 60;

export async function plans({ stage, people }: Cast): Promise<Place[]> {
	const { world, agency } = stage;
	const places: Place[] = [];
	for (const text of payloads) {
		const caseId = await world.case(agency);
		const typed = typedPlan({
			...{ may_contact: 'other', other_person: text, if_someone_else: text },
			...{ safe_word_prompt: text, routes: [way('in_person', text)] },
			...(text.length <= SAFE_WORD ? { safe_word: text } : {})
		});
		await savePlan(world.desk, people.supportWorker, { caseId, typed });
		const path = `/desk/cases/${caseId}/plan`;
		places.push({ who: 'supportWorker', path, texts: [text] });
		if (places.length === 1) places.push({ who: 'officer', path, texts: [text] });
	}
	return places;
}

export async function talked({ stage, people }: Cast): Promise<Place[]> {
	const { world, agency } = stage;
	const places: Place[] = [];
	for (const note of bundles(NOTE)) {
		const caseId = await world.case(agency);
		const talk = new Worker(world.desk, people.supportWorker, caseId);
		await talk.begins();
		await talk.saves({ SF1: '-2', R1: ['kill'], V1: '4' }, { note });
		places.push({
			who: 'supportWorker',
			path: `/desk/cases/${caseId}/check-in`,
			texts: payloads.filter((text) => note.includes(text))
		});
	}
	return places;
}

/** What she gave to support alone, decided to be shared; a second person reads why. */
export async function shared({ stage, people }: Cast): Promise<Place[]> {
	const { world, agency, app } = stage;
	const places: Place[] = [];
	for (const reason of bundles(REASON)) {
		const caseId = await world.case(agency);
		const she = new Victim(app.intake.origin, await world.link(agency, caseId));
		await she.tells({ CN0: 'yes', CN1: 'support', CN2: 'yes', SF1: '-2', R1: ['kill'], V1: '4' });
		await world.settled();
		const view = await shares.prepare(world.desk, people.supportWorker, caseId);
		const flags = (view?.responses ?? []).flatMap(({ items }) => items.map(({ id }) => id));
		const id = shareId.parse(uuid());
		const done = await shares.decide(world.desk, people.supportWorker, {
			...{ caseId, shareId: id, flags, reason, inDangerNow: false },
			...{ ground: 'danger_to_her', asked: 'refused' }
		});
		if (done !== 'decided') throw new Error(String(done));
		const texts = payloads.filter((text) => reason.includes(text));
		places.push({ who: 'otherSupportWorker', path: `/desk/shares/${id}`, texts });
	}
	return places;
}

export async function programmes({ stage: { world, agency, ground } }: Cast): Promise<Place[]> {
	const places: Place[] = [];
	for (const reference of payloads) {
		const caseId = await world.case(agency);
		const id = uuid();
		await ground.superuser`
			insert into programme (id, agency_id, case_id, organisation_id, status, status_at,
				sessions_due, sessions_attended, reference)
			values (${id}, ${agency.id}, ${caseId}, ${agency.organisations.programme}, 'attending',
				heard_now(), 2, 2, ${reference})`;
		if (places.length > 4) continue;
		places.push(
			{ who: 'programmeWorker', path: `/desk/programmes/${id}`, texts: [reference] },
			{ who: 'officer', path: `/desk/cases/${caseId}/edit`, texts: [reference] }
		);
	}
	const path = '/desk/programmes';
	return [...places, { who: 'programmeWorker', path, texts: payloads, isList: true }];
}
