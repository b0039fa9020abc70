import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { breakGlassId, linkId, type CaseId } from '#lib/domain/ids.ts';
import type { SteppingStaff } from '#lib/server/desk/access/index.ts';
import * as blocks from '#lib/server/desk/blocks/index.ts';
import * as glass from '#lib/server/desk/break-glass/index.ts';
import * as cases from '#lib/server/desk/cases/index.ts';
import * as concerns from '#lib/server/desk/concerns/index.ts';
import * as links from '#lib/server/desk/links/index.ts';
import { fingerprints } from '../support/rows.ts';
import { breakAudit, world, type World } from './desk-world.ts';
import { steppedUp } from './stepped-up.ts';

// R4: what cannot be recorded does not happen. Everything of the desk that opens, changes or refuses
// something, with a trail that takes no event: a line for each.

const why = 'A neighbour heard her scream, and nobody answers.';

let w: World;
let vale: SteppingStaff;
let finch: SteppingStaff;
let stranger: SteppingStaff;
let quill: SteppingStaff;
let at: { caseId: CaseId; reference: string; concern: string; link: string; opening: string };

beforeAll(async () => {
	w = await world('desk_without_record');
	[vale, finch, stranger, quill] = [
		await steppedUp(w, w.vale),
		await steppedUp(w, w.finch),
		await steppedUp(w, w.stranger),
		await steppedUp(w, w.quill)
	];
	const caseId = await w.openCase({ reference: 'LF-4400' });
	await w.answers(caseId, { SF1: '-1', R1: ['neck'], V1: '4' });
	await w.works();
	const [concern] = await w.superuser`select id from concern where case_id = ${caseId}`;
	const link = linkId.parse(uuid());
	await links.issue(w.desk, vale, { caseId, linkId: link, language: 'en', hours: 24 });
	const opening = breakGlassId.parse(uuid());
	const other = await w.openCase({ reference: 'LF-4401' });
	await glass.open(w.desk, stranger, { ...form('LF-4401'), id: opening });
	await blocks.set(w.desk, finch, { caseId: other, staffId: w.harbour.staffId, reason: why });
	at = { caseId, reference: 'LF-4400', concern: String(concern?.id), link, opening };
});
afterAll(() => w?.close());

const form = (reference: string) => ({
	id: breakGlassId.parse(uuid()),
	reference,
	purpose: 'immediate_danger' as const,
	reason: why
});
const head = { lane: null, filter: null, after: null };
const nobodys = '01932f5c-7e8a-7000-8000-000000000001';

const verbs: [string, () => Promise<unknown>][] = [
	['the queue', () => concerns.queue(w.desk, vale, head)],
	['a concern', () => concerns.open(w.desk, vale, { id: at.concern, lane: null })],
	['a concern for support', () => concerns.open(w.desk, quill, { id: at.concern, lane: null })],
	['Seen', async () => concerns.markSeen(w.desk, vale, await pressed())],
	['a case', () => cases.read(w.desk, vale, at.caseId)],
	['a new case', () => w.openCase()],
	[
		'facts of a case',
		() => cases.changeFacts(w.desk, vale, { id: at.caseId, change: (facts) => facts })
	],
	[
		'a new link',
		() =>
			links.issue(w.desk, vale, {
				caseId: at.caseId,
				linkId: linkId.parse(uuid()),
				language: 'en',
				hours: 24
			})
	],
	['the end of a link', () => links.revoke(w.desk, vale, { caseId: at.caseId, linkId: at.link })],
	['the list of who may not see a case', () => blocks.read(w.desk, finch, at.caseId)],
	[
		'a new block',
		() => blocks.set(w.desk, finch, { caseId: at.caseId, staffId: w.stranger.staffId, reason: why })
	],
	['the end of a block', async () => blocks.lift(w.desk, finch, await lifted())],
	['break-glass', () => glass.open(w.desk, stranger, form(at.reference))],
	['break-glass on nothing', () => glass.open(w.desk, stranger, form('LF-0000'))],
	['break-glass without a reason', () => glass.refuse(w.desk, stranger)],
	['what waits for a review', () => glass.reviews(w.desk, finch)],
	[
		'a review',
		() => glass.review(w.desk, finch, { id: at.opening, outcome: 'justified', reason: why })
	],
	['what is not theirs', () => cases.read(w.desk, w.harbour, at.caseId)],
	['what is not there', () => cases.read(w.desk, vale, nobodys)]
];

async function lifted() {
	const [row] = await w.superuser`select case_id, staff_id from case_block`;
	return { caseId: String(row?.case_id), staffId: String(row?.staff_id), reason: why };
}

let mark = '';
async function pressed() {
	return { id: at.concern, lane: 'police', mark };
}

it.each(verbs)('H44 %s: no record, nothing opened, nothing changed', async (_what, verb) => {
	mark ||= (await concerns.open(w.desk, vale, { id: at.concern, lane: null }))?.seenMark ?? '';
	// a try is counted before anything is looked for, and stays counted
	const rows = () => fingerprints(w.superuser, { besides: ['sign_in_throttle'] });
	const before = await rows();
	const mend = await breakAudit(w);
	await expect(verb()).rejects.toThrow();
	await mend();
	expect(await rows()).toEqual(before);
});

it('and all of them work with a trail that takes them', async () => {
	for (const [what, verb] of verbs) await expect(verb(), what).resolves.not.toThrow();
	const [row] = await w.superuser`select reviewed_at from break_glass where id = ${at.opening}`;
	expect(row?.reviewed_at).not.toBeNull();
	expect(await w.superuser`select 1 from case_block where lifted_at is not null`).toHaveLength(1);
});
