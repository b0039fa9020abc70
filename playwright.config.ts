import process from 'node:process';
import { defineConfig } from '@playwright/test';

// Stories in a real browser against the production build. Each story starts the Heard that it needs
// (tests/support/heard.ts), so there is no web server here. One at a time: the pages, the browser
// and the database keep two cores busy by themselves, and more would only wait for each other.

export default defineConfig({
	testDir: 'tests/e2e',
	testMatch: '*.e2e.ts',
	outputDir: 'test-results',
	workers: 1,
	fullyParallel: false,
	// what passes only sometimes is broken for somebody
	retries: 0,
	timeout: 120_000,
	reporter: 'list',
	use: {
		// what cannot be pressed is told at once, and not after the whole story's time
		actionTimeout: 30_000,
		navigationTimeout: 60_000,
		browserName: 'chromium',
		launchOptions: {
			// scripts/test.ts finds one, or installs it; unset, Playwright takes its own
			executablePath: process.env.HEARD_CHROMIUM || undefined,
			args: [
				'--no-sandbox',
				'--disable-gpu',
				'--disable-quic',
				'--no-first-run',
				// nothing leaves this machine, so that a test can say "no other request was made"
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync'
			]
		}
	}
});
