import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataFolder } from '../../scripts/local.ts';
import { stage, tabOf, type Someone, type Stage } from '../support/stage.ts';
import { flagsIn } from '../support/told.ts';
import { until } from '../support/until.ts';
import { startAlone } from '../support/alone.ts';
import { signedIn } from '../support/officer.ts';

// Drizzle puts the query and all its parameters into an error's message, and PostgreSQL the row into
// its detail. Neither may reach a log: the parameters of these statements are hers.

const words = 'verbenahummingbird';
const log = join(dataFolder, 'test', 'pg.log');

let s: Stage;
let logFrom: number;

beforeAll(async () => {
	s = await stage('h64', { desk: { HEARD_WORKER: 'off' } });
	logFrom = statSync(log).size;
});
afterAll(() => s?.close());

type Failed<Result> = { result: Result; lines: string[]; printed: string };

/** Fails with everything that it was given, in message, detail and hint. */
async function failing<Result>(
	table: string,
	when: string,
	work: () => Promise<Result>,
	{ printed, event }: { printed: () => string; event: string } = {
		printed: s.app.printed,
		event: 'request.failed'
	}
): Promise<Failed<Result>> {
	await s.at.superuser
		.unsafe(`create or replace function public.tell_all() returns trigger language plpgsql as
		$$ begin raise exception '${words} %', new using errcode = '23514', detail = new::text, hint = '${words}'; end $$`);
	await s.at.superuser.unsafe(`create trigger tell_all ${when} on public."${table}"
		for each row execute function public.tell_all()`);
	const from = printed().length;
	try {
		const result = await work();
		// a line is written at once, its way through the pipe is not
		const lines = await until('a line about it', async () => {
			const all = printed().slice(from).split('\n').slice(0, -1);
			const found = all.filter((line) => line.includes(`"event":"${event}"`));
			return found.length > 0 && found;
		});
		return { result, lines, printed: printed().slice(from) };
	} finally {
		await s.at.superuser.unsafe(`drop trigger tell_all on public."${table}"`);
	}
}

const allowed = [
	'level',
	'time',
	'event',
	'surface',
	'request',
	'route',
	'method',
	'code',
	'frames'
];

/** Code and frames, and nothing of the error beside them; nor anything of hers in any other line. */
function expectCodeAndFramesOnly(
	{ lines, printed }: Pick<Failed<unknown>, 'lines' | 'printed'>,
	hers: string[]
) {
	for (const line of lines) {
		const fields = JSON.parse(line);
		expect(Object.keys(fields).filter((name) => !allowed.includes(name))).toEqual([]);
		expect(fields.code).toBe('23514');
		expect(fields.frames.length).toBeGreaterThan(0);
		for (const frame of fields.frames)
			expect(frame).toMatch(/^[\w@+./()[\]-]+\.(ts|js|mjs|svelte):\d+$/);
	}
	const inLog = readFileSync(log).subarray(logFrom).toString('latin1');
	for (const one of [words, 'Failed query', 'params', ...hers]) {
		expect(printed).not.toContain(one);
		expect(inLog).not.toContain(one);
	}
}

const idsOf = ({ link, caseId }: Someone) => [link.linkId, link.token, caseId, s.agency.id];

describe('a database error that carries its parameters', () => {
	test('H64 while she opens her link: code and frames only, and a page that names nothing', async () => {
		const her = await s.someone();
		const failed = await failing('visit', 'before insert', () => her.victim.opens());
		expect(failed.result.status).toBe(500);
		expect(failed.result.body).not.toMatch(new RegExp([words, ...idsOf(her)].join('|')));
		expectCodeAndFramesOnly(failed, [...idsOf(her), her.link.pin]);
		expect(await her.victim.opens()).toMatchObject({ status: 303 });
	});

	test('H64 while she saves: code and frames only, and the page keeps what she typed', async () => {
		const her = await s.someone();
		await her.victim.opens();
		await her.victim.goesOn({ CN0: 'yes', CN1: 'both', CN2: 'yes' }, { until: 'V2' });
		const typed = 'He read my letters aloud';
		const failed = await failing('draft', 'before update', () => her.victim.answers('V2', typed));
		expect(failed.result.status).toBe(503);
		expect(failed.result.body).toContain(typed);
		expect(failed.result.body).not.toContain(words);
		expectCodeAndFramesOnly(failed, [...idsOf(her), typed]);
	});

	test('H64 while she sends: code and frames only, and sending again works', async () => {
		const her = await s.someone();
		await her.victim.opens();
		await her.victim.goesOn({ CN0: 'yes', CN1: 'both', CN2: 'yes' });
		const failed = await failing('response_revision', 'before insert', () =>
			her.victim.presses('send')
		);
		expect(failed.result.status).toBe(503);
		expectCodeAndFramesOnly(failed, idsOf(her));
		expect(await tabOf(her.victim).presses('send')).toMatchObject({ status: 303 });
	});

	test('H64 while it is assessed: code and frames only, and it is assessed when that has passed', async () => {
		const her = await s.someone();
		await her.victim.opens();
		await her.victim.goesOn({ CN0: 'yes', CN1: 'both', CN2: 'yes', R1: ['neck'] });
		const desk = await startAlone(s.at, 'desk', { intakeOrigin: s.app.intake.origin });
		try {
			const failed = await failing('flag', 'before insert', () => her.victim.presses('send'), {
				printed: desk.printed,
				event: 'worker.failed'
			});
			expect(failed.result.status).toBe(303);
			expectCodeAndFramesOnly(failed, idsOf(her));
		} finally {
			await desk.stop();
		}
		await s.world.settled();
		expect((await flagsIn(s, her.caseId)).join()).toContain('F-NECK critical');
	});

	test('H64 at the desk: code and frames only, and the answer names the request and nothing else', async () => {
		const her = await s.someone();
		await her.victim.tells({ CN0: 'yes', CN1: 'both', CN2: 'yes', H2: ['stalk'], R1: ['neck'] });
		await s.world.settled();
		const officer = await signedIn(s, s.agency.officer);
		const [concern] = await s.at.superuser`select id from concern where case_id = ${her.caseId}`;
		const failed = await failing('audit_event', 'before insert', () =>
			officer.get(`/desk/concerns/${concern?.id}`)
		);
		expect(failed.result.status).toBe(500);
		expect(failed.result.body).not.toMatch(new RegExp([words, ...idsOf(her)].join('|')));
		expectCodeAndFramesOnly(failed, [...idsOf(her), String(concern?.id), s.agency.officer.staffId]);
	});
});
