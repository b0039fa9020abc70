import { run } from './tools.ts';

/** What can be said about the code without running it. True when there is nothing to say. */
export type Check = (until: AbortSignal) => Promise<boolean>;

/** Makes the types of the routes, which the compiler and the tests read. */
export const prepare: Check = (until) => run('kit', ['sync'], { until });

// Pages of documentation have long tables, which a formatter would only make wider.
const format: Check = (until) =>
	run('prettier', ['--check', '--log-level=warn', '.', '!**/*.md'], { until });

const lint: Check = (until) => run('eslint', ['.', '--max-warnings=0'], { until });

/** The compiler for everything, and svelte-check for what only stands in components. */
const types: Check = async (until) => {
	const prepared = await prepare(until);
	const compiled = await run('tsc', ['--noEmit', '--project', '.'], { until });
	const checked = await run(
		'svelte-check',
		['--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human'],
		{ until }
	);
	return prepared && compiled && checked;
};

export const checks = { format, lint, types };
