import { defineConfig } from 'vitest/config';

// Pure files have their tests beside them; everything with a database or a built app is in tests/.
// Two at a time there, each with a database of its own: there are two cores. The faults one at a time:
// what they hold up, kill and wait for must not wait for others.
const shared = { environment: 'node' as const };
const withDatabase = {
	...shared,
	testTimeout: 120_000,
	hookTimeout: 180_000
};

const two = { ...withDatabase, maxWorkers: 2 };
const one = { ...withDatabase, fileParallelism: false };

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
				test: { ...two, name: 'integration', include: ['tests/integration/**/*.test.ts'] }
			},
			{ test: { ...two, name: 'hostile', include: ['tests/hostile/**/*.test.ts'] } },
			{ test: { ...one, name: 'faults', include: ['tests/faults/**/*.test.ts'] } }
		]
	}
});
