import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildOnce } from '../build.ts';
import { findChromium } from '../chromium.ts';
import { say } from '../shell.ts';
import { checks, type Check } from './checks.ts';
import { ofPlaywright, ofVitest, type Count } from './counts.ts';
import { run } from './tools.ts';

export type Stage = {
	name: string;
	/** Whether its tests start the built app on the embedded database. */
	needsHeard: boolean;
	/** Throws a sentence when it could not even begin. */
	run: (until: AbortSignal) => Promise<Count>;
};

/** Everything that `npm test` does, what is quick first. */
export const stages: readonly Stage[] = [
	one('format', checks.format),
	one('lint', checks.lint),
	one('types', checks.types),
	project('unit', { needsHeard: false }),
	one('build', async () => {
		buildOnce(say);
		return true;
	}),
	project('architecture', { needsHeard: false }),
	project('integration', { needsHeard: true }),
	project('hostile', { needsHeard: true }),
	project('faults', { needsHeard: true }),
	{ name: 'e2e', needsHeard: true, run: inBrowser }
];

/** A check of everything at once counts as one. */
function one(name: string, check: Check): Stage {
	return {
		name,
		needsHeard: false,
		run: async (until) =>
			(await check(until)) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
	};
}

/** A project of vitest.config.ts. */
function project(name: string, { needsHeard }: Pick<Stage, 'needsHeard'>): Stage {
	return {
		name,
		needsHeard,
		run: (until) =>
			withReport(async (file) => {
				const reports = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
				// a test that somebody left alone with `.only` would hide all the others
				const args = ['run', '--project', name, ...reports, '--allowOnly=false'];
				const endedWell = await run('vitest', args, { until });
				return ofVitest(reportIn(file), endedWell);
			})
	};
}

async function inBrowser(until: AbortSignal): Promise<Count> {
	const chromium = await findChromium();
	return withReport(async (file) => {
		const endedWell = await run('playwright', ['test', '--forbid-only', '--reporter=list,json'], {
			until,
			env: { HEARD_CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: file }
		});
		return ofPlaywright(reportIn(file), endedWell);
	});
}

async function withReport(work: (file: string) => Promise<Count>): Promise<Count> {
	const folder = mkdtempSync(join(tmpdir(), 'heard-test-'));
	try {
		return await work(join(folder, 'report.json'));
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function reportIn(file: string): unknown {
	try {
		return JSON.parse(readFileSync(file, 'utf8'));
	} catch {
		throw new Error('The tests ended without a report; see above why.');
	}
}
