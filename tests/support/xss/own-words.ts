import type { CaseId } from '../../../src/lib/domain/ids.ts';
import {
	questionIds,
	questions,
	textId,
	type StoredAnswers
} from '../../../src/lib/domain/questionnaire/index.ts';
import * as cases from '../../../src/lib/server/desk/cases/index.ts';
import { withAgency } from '../../../src/lib/server/platform/db/client.ts';
import { arrives } from '../arrives.ts';
import type { Stage } from '../browser.ts';
import type { Cast, Place } from './cast.ts';
import { payloads } from './payloads.ts';

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

export async function ownWords({ stage }: Cast): Promise<Place[]> {
	const { world, agency, ground } = stage;
	const places: Place[] = [];
	for (let first = 0; first < payloads.length; first += RESPONSES) {
		const texts = payloads.slice(first, first + RESPONSES);
		const caseId = await world.case(agency, { hasLiveOrder: true, hasChildren: true });
		for (const text of texts) {
			await tells(stage, caseId, answersWith(text));
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

async function tells({ world, agency, ground }: Stage, caseId: CaseId, answers: StoredAnswers) {
	const at = { agencyId: agency.id, caseId };
	const now = await ground.clock.now();
	const round = await withAgency(world.desk.db, agency.id, (tx) =>
		cases.addRound(tx, at, { point: 'extra', state: 'offered', dueAt: now })
	);
	const [key] = await ground.superuser`select public_key from case_key where case_id = ${caseId}`;
	await arrives(ground.superuser, {
		...at,
		responseId: round.responseId,
		publicKey: key?.public_key,
		answers,
		facts: { hasLiveOrder: true, hasChildren: true, hasProgramme: true }
	});
}
