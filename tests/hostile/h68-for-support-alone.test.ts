import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noteId, shareId, type CaseId } from '../../src/lib/domain/ids.ts';
import * as notes from '../../src/lib/server/desk/notes/index.ts';
import * as shares from '../../src/lib/server/desk/shares/index.ts';
import { signedIn } from '../support/officer.ts';
import { stage, type Stage } from '../support/stage.ts';
import type { Visitor } from '../support/visitor.ts';
import type { Colleague } from '../support/world.ts';

// She chose that only her support worker may see her answers (CN1 = support). Everybody else asks every
// address of the desk that speaks of her case, over HTTP and with a session of their own.

const canaries = ['canary of hers', 'canary of support', 'canary of the reason'];
const SENTENCE = 'strangulation';

let s: Stage;
let caseId: CaseId;
let concern: string;
let share: string;
const visitors = new Map<string, Visitor>();

beforeAll(async () => {
	s = await stage('h68', { desk: { HEARD_WORKER: 'off' } });
	const { world, agency } = s;
	const one = await s.someone();
	({ caseId } = one);
	await one.victim.tells({
		CN0: 'yes',
		CN1: 'support',
		CN2: 'yes',
		SF1: '-2',
		R1: 'neck',
		V1: '4',
		V2: 'canary of hers',
		N1: 'urgent',
		N2: 'officer'
	});
	await world.settled();
	const [row] = await s.at.superuser`select id from concern where case_id = ${caseId}`;
	concern = row?.id;
	const { supportWorker } = agency;
	await notes.write(world.desk, supportWorker, {
		caseId,
		noteId: noteId.parse(uuid()),
		text: 'canary of support'
	});
	const view = await shares.prepare(world.desk, supportWorker, caseId);
	share = uuid();
	await shares.decide(world.desk, supportWorker, {
		caseId,
		shareId: shareId.parse(share),
		flags: [view?.responses[0]?.items[0]?.id ?? ''],
		ground: 'danger_to_her',
		asked: 'unsafe_to_ask',
		reason: 'canary of the reason, which is long enough',
		inDangerNow: false
	});
	await world.work();
	for (const who of [
		'officer',
		'deputy',
		'supervisor',
		'programmeWorker',
		'admin',
		'auditor',
		'supportWorker'
	] as const) {
		visitors.set(who, await signedIn(s, agency[who] as Colleague));
	}
});
afterAll(() => s?.close());

const addresses = () => [
	'/desk/queue',
	'/desk/tasks',
	'/desk/tasks?lane=support',
	'/desk/tasks?lane=police',
	'/desk/cases',
	`/desk/cases/${caseId}`,
	`/desk/cases/${caseId}/notes`,
	`/desk/cases/${caseId}/flag`,
	`/desk/cases/${caseId}/share`,
	`/desk/cases/${caseId}/programme`,
	`/desk/concerns/${concern}`,
	`/desk/concerns/${concern}?lane=support`,
	`/desk/concerns/${concern}?lane=police`,
	`/desk/shares/${share}`,
	'/desk/programmes',
	`/desk/programmes/${caseId}`
];

async function everything(who: string): Promise<string> {
	const visitor = visitors.get(who);
	if (!visitor) throw new Error(`nobody: ${who}`);
	const pages = [];
	for (const path of addresses()) {
		pages.push((await visitor.get(path)).body);
		pages.push((await visitor.get(`${path.split('?')[0]}/__data.json`)).body);
	}
	return pages.join('\n');
}

describe('H68 only her support worker may see', () => {
	test.each(['officer', 'deputy', 'supervisor', 'programmeWorker', 'admin', 'auditor'])(
		'H68 the %s finds nothing of it at any address: no answer, no note, no decision, no reason',
		async (who) => {
			const seen = await everything(who);
			for (const canary of [...canaries, SENTENCE]) expect(seen).not.toContain(canary);
		}
	);

	test('H68 her support worker has it, so the test could have failed', async () => {
		const seen = await everything('supportWorker');
		for (const canary of ['canary of hers', 'canary of support', SENTENCE]) {
			expect(seen).toContain(canary);
		}
	});

	test.each(['officer', 'supervisor', 'programmeWorker', 'admin', 'auditor'])(
		'H68 the %s who posts to what is support’s gets the page that does not exist',
		async (who) => {
			const visitor = visitors.get(who);
			const posts = [
				[
					`/desk/cases/${caseId}/share?/decide`,
					{
						id: uuid(),
						item: uuid(),
						ground: 'law',
						asked: 'agreed',
						reason: 'x'.repeat(30),
						now: 'yes'
					}
				],
				[`/desk/cases/${caseId}/share?/told`, { share }],
				[`/desk/shares/${share}`, {}]
			] as const;
			for (const [path, fields] of posts) {
				expect((await visitor?.post(path, fields))?.status, path).toBe(404);
			}
			const [row] = await s.at
				.superuser`select signed_at, told_at, filed_at from share where id = ${share}`;
			expect(row).toEqual({ signed_at: null, told_at: null, filed_at: null });
		}
	);

	test('H68 a programme worker gets the same page for her case as for one that is not there', async () => {
		const visitor = visitors.get('programmeWorker');
		const unknown = await visitor?.get(`/desk/cases/${uuid()}/notes`);
		const known = await visitor?.get(`/desk/cases/${caseId}/notes`);
		expect([known?.status, known?.body]).toEqual([404, unknown?.body]);
	});
});
