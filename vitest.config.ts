import { defineConfig } from 'vitest/config';

// Pure files have their tests beside them; everything with a database or a built app is in tests/.
// One at a time there: they share two cores, and a kill must hit only its own processes.
const shared = { environment: 'node' as const };
const withDatabase = {
	...shared,
	fileParallelism: false,
	testTimeout: 120_000,
	hookTimeout: 180_000
};

export default defineConfig({
	test: {
		projects: [
			{ test: { ...shared, name: 'unit', include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'] } },
			{
				test: {
					...shared,
					name: 'architecture',
					include: ['tests/architecture/**/*.test.ts'],
					testTimeout: 60_000
				}
			},
			{
				test: { ...withDatabase, name: 'integration', include: ['tests/integration/**/*.test.ts'] }
			},
			{ test: { ...withDatabase, name: 'hostile', include: ['tests/hostile/**/*.test.ts'] } },
			{ test: { ...withDatabase, name: 'faults', include: ['tests/faults/**/*.test.ts'] } }
		]
	}
});
