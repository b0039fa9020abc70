import { z } from 'zod';

export type Count = { passed: number; failed: number };

const vitestReport = z.object({
	testResults: z.array(
		z.object({
			status: z.string(),
			assertionResults: z.array(z.object({ status: z.string() }))
		})
	)
});

const playwrightReport = z.object({
	stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
	errors: z.array(z.unknown())
});

/** What Vitest's JSON says. A file that cannot even be read is a failure of its own. */
export function ofVitest(report: unknown, endedWell: boolean): Count {
	const { testResults } = vitestReport.parse(report);
	const assertions = testResults.flatMap((file) => file.assertionResults);
	const broken = testResults.filter(
		(file) =>
			file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed')
	);
	return honest(
		{
			passed: assertions.filter(({ status }) => status === 'passed').length,
			failed: assertions.filter(({ status }) => status === 'failed').length + broken.length
		},
		endedWell
	);
}

/** What Playwright's JSON says. A test that passed only at its second try has failed. */
export function ofPlaywright(report: unknown, endedWell: boolean): Count {
	const { stats, errors } = playwrightReport.parse(report);
	return honest(
		{ passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length },
		endedWell
	);
}

/** A stage that ran nothing has shown nothing, and one that ended badly did so for a reason. */
function honest({ passed, failed }: Count, endedWell: boolean): Count {
	const isEmpty = passed + failed === 0;
	return { passed, failed: failed === 0 && (isEmpty || !endedWell) ? 1 : failed };
}

export function sum(counts: readonly Count[]): Count {
	return counts.reduce(
		(all, { passed, failed }) => ({ passed: all.passed + passed, failed: all.failed + failed }),
		{ passed: 0, failed: 0 }
	);
}

/** The line that `npm test` ends with. */
export function inWords({ passed, failed }: Count): string {
	return `${passed} passed, ${failed} failed`;
}
