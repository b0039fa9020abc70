import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoSettings } from '#lib/domain/settings/index.ts';
import { ground, start } from '../tests/support/heard.ts';
import { worldOn, type HandedLink } from '../tests/support/world.ts';
import { at as quantile, checkIn, load } from '../tests/bench/check-ins.ts';
import { CASES, seedCases, timeCases } from '../tests/bench/cases.ts';
import { refusals } from '../tests/bench/refusals.ts';
import { summary, table } from '../tests/bench/weights-table.ts';
import { weigh } from '../tests/bench/weights.ts';
import { buildOnce } from './build.ts';
import { dataFolder } from './local.ts';
import { say } from './shell.ts';

// `npm run bench`: prints figures and asserts none; the limits of sizes are a test of their own.
// Driver, app and database share this machine; every answer is checked, and a check-in counts only
// if its last page came back.

const CONCURRENCY = 32;
const WARM_UP = 64;
const COUNTED = 640;

buildOnce(say);
const bench = await ground('bench');
const app = await start(bench);
const world = worldOn(bench, app.intake.origin);
try {
	say(`Issuing ${WARM_UP + COUNTED + 1} links on as many cases`);
	const agency = await world.agency();
	const links: HandedLink[] = [];
	for (let made = 0; made <= WARM_UP + COUNTED; made++) {
		links.push(await world.link(agency, await world.case(agency, { hasSupportWorker: false })));
	}
	const origin = app.intake.origin;
	const [first, ...rest] = links;
	if (!first) throw new Error('no link');

	const pids = {
		intake: app.intake.child.pid ?? 0,
		desk: app.desk.child.pid ?? 0,
		postgres: Number(
			readFileSync(join(dataFolder, 'test', 'pg', 'postmaster.pid'), 'utf8').split('\n')[0]
		)
	};
	await load(origin, rest.splice(0, WARM_UP), { concurrency: 8, pids });

	say();
	say('Weights of one check-in without script, in bytes (bodies compressed with gzip)');
	let weighed = 0;
	const fresh = async () => {
		weighed += 1;
		return world.link(agency, await world.case(agency, { hasSupportWorker: false }));
	};
	for (const text of table(await weigh(origin, await fresh()))) say(text);
	const brotli = await weigh(origin, await fresh(), { encoding: 'br' });
	say(`  with brotli, which browsers ask for over https: ${summary(brotli)}`);
	for (const language of demoSettings.intake.languages) {
		const weights = await weigh(origin, await fresh(), { language });
		say(`  ${language}: ${summary(weights)}`);
	}

	const one = await checkIn(origin, first);
	say();
	say('One check-in (13 questions, then Send)');
	say(`  requests            ${one.requests}`);
	say(`  bytes on the wire   ${one.bytes} (gzip, headers of answers included)`);
	say(
		`  time                ${one.ms.toFixed(0)} ms, request p50 ${quantile(one.times, 0.5).toFixed(1)} ms`
	);

	const many = await load(origin, rest, { concurrency: CONCURRENCY, pids });
	await world.settled();
	const [stored] = await bench.superuser<{ sent: number; assessed: number }[]>`
		select count(*) filter (where kind = 'sent')::int as sent, count(assessed_at)::int as assessed
		from response_revision`;
	say();
	say(`${COUNTED} check-ins, ${CONCURRENCY} at a time`);
	say(`  check-ins per second ${many.perSecond.toFixed(1)} in ${many.seconds.toFixed(1)} s`);
	say(`  errors               ${many.errors}`);
	say(
		`  request              p50 ${many.requestMs.p50.toFixed(1)} ms, p95 ${many.requestMs.p95.toFixed(1)} ms, p99 ${many.requestMs.p99.toFixed(1)} ms`
	);
	if (many.cpu) {
		const { intake, desk, postgres, total } = many.cpu;
		say(
			`  CPU s per check-in   ${total.toFixed(4)} (intake ${intake.toFixed(4)}, desk with worker ${desk.toFixed(4)}, PostgreSQL ${postgres.toFixed(4)})`
		);
	}
	say(`  memory               intake ${many.memoryMb.intake} MB, desk ${many.memoryMb.desk} MB`);
	say(
		`  stored, assessed     ${stored?.sent} of ${COUNTED + WARM_UP + 1 + weighed}, ${stored?.assessed}`
	);

	say();
	say(`Cases: ${CASES} of one agency, over the desk's verbs`);
	const crowd = await world.agency('Crowded (invented)');
	await seedCases(bench.superuser, { agency: crowd });
	for (const [name, { p50, p95 }] of Object.entries(await timeCases(world, { agency: crowd }))) {
		say(`  ${name.padEnd(26)} p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`);
	}

	const medians = await refusals(origin, {
		sent: first,
		wrong: await world.link(agency, await world.case(agency))
	});
	say();
	say('Refusals, medians of interleaved requests');
	for (const [kind, ms] of Object.entries(medians)) say(`  ${kind.padEnd(20)} ${ms.toFixed(2)} ms`);
} finally {
	await world.close();
	await app.stop();
	await bench.close();
}
