import { join } from 'node:path';
import process from 'node:process';
import { buildOnce } from './build.ts';
import { dataFolder, prepareLocal, type Local } from './local.ts';
import { onceStopped, say } from './shell.ts';
import { prepare } from './test/checks.ts';
import { inWords, sum, type Count } from './test/counts.ts';
import { stages, type Stage } from './test/stages.ts';

// `npm test` does everything; `npm test -- unit e2e` only that. A failed stage stops nothing, so
// that one run shows all there is to see. The last line is for people and for machines.

/** All of it stays inside an hour on two cores: what takes longer hangs. */
const LONGEST_MINUTES = 58;

const chosen = choose(process.argv.slice(2));
const tooLate = AbortSignal.timeout(LONGEST_MINUTES * 60_000);
const ctrlC = new AbortController();
void onceStopped().then(() => ctrlC.abort());
const until = AbortSignal.any([tooLate, ctrlC.signal]);

let database: Promise<Local> | undefined;
const counts: Count[] = [];
const lines: string[] = [];
try {
	await prepare(until).catch(() => false);
	for (const stage of chosen) {
		const began = performance.now();
		say(`\n── ${stage.name} ──`);
		const count = await runStage(stage);
		if (ctrlC.signal.aborted) break;
		const seconds = Math.round((performance.now() - began) / 1000);
		counts.push(count);
		lines.push(`${stage.name.padEnd(14)}${inWords(count)} (${seconds} s)`);
		say(lines.at(-1));
	}
} finally {
	await (await database?.catch(() => null))?.release();
}

say(`\n── together ──\n${lines.join('\n')}`);
if (ctrlC.signal.aborted) {
	say('Stopped before the end.');
	process.exitCode = 130;
} else {
	const all = sum(counts);
	process.exitCode = all.failed > 0 ? 1 : 0;
	say(inWords(all));
}

async function runStage(stage: Stage): Promise<Count> {
	try {
		if (stage.needsHeard) await getHeardReady();
		return await stage.run(until);
	} catch (error) {
		if (tooLate.aborted) say(`No time left after ${LONGEST_MINUTES} minutes.`);
		else if (!ctrlC.signal.aborted) say(sentenceOf(error));
		return { passed: 0, failed: 1 };
	}
}

/** The built app, and the tests' database, held open so that not every file starts it again. */
async function getHeardReady(): Promise<void> {
	until.throwIfAborted();
	buildOnce(say);
	database ??= prepareLocal({ folder: join(dataFolder, 'test'), say });
	await database;
}

function choose(names: readonly string[]): readonly Stage[] {
	const unknown = names.filter((name) => !stages.some((stage) => stage.name === name));
	if (unknown.length > 0) {
		say(`There is no stage ${unknown.join(', ')}. There are: ${listed(stages)}.`);
		process.exit(2);
	}
	return names.length === 0 ? stages : stages.filter((stage) => names.includes(stage.name));
}

function listed(all: readonly Stage[]): string {
	return all.map((stage) => stage.name).join(', ');
}

function sentenceOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
