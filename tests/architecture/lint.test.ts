import { ESLint } from 'eslint';
import { describe, expect, test } from 'vitest';
import { root } from './source/project.ts';

// The last setting that names a file counts alone, so a new zone can silently lift the rules of the
// old ones. Here each wall is run into once.

const eslint = new ESLint({
	cwd: root,
	// typed rules read the whole project; what is asked here needs none of it
	overrideConfig: {
		languageOptions: { parserOptions: { projectService: false } },
		rules: { '@typescript-eslint/no-floating-promises': 'off' }
	}
});

async function heardAt(path: string, text: string): Promise<string[]> {
	const script = path.endsWith('.svelte') ? `<script lang="ts">\n${text}\n</script>\n` : text;
	const [result] = await eslint.lintText(script, { filePath: path });
	const rules = result?.messages.map((one) => one.ruleId ?? one.message) ?? [];
	return rules.filter((rule) => !rule.endsWith('no-unused-vars'));
}

const imports = 'no-restricted-imports';
const intake = 'src/lib/server/intake/check-in/send.ts';
const store = 'src/lib/server/intake/check-in/store.ts';
const page = 'src/routes/(intake)/c/+page.server.ts';

describe('the lint rules hold all at once', () => {
	test.each([
		[intake, `import * as desk from '#lib/server/desk/auth/index.ts';`],
		[intake, `import { start } from '../../worker/start.ts';`],
		[intake, `import { open } from '#lib/server/platform/crypto/open/index.ts';`],
		[intake, `import type { Keys } from '#lib/server/platform/crypto/keys/index.ts';`],
		[intake, `import { Lucia } from 'lucia';`],
		[intake, `import { sql } from 'drizzle-orm';`],
		[store, `import { open } from '#lib/server/platform/crypto/open/index.ts';`],
		[store, `import { Lucia } from 'lucia';`],
		[page, `import { deskDatabase } from '#lib/server/platform/db/client.ts';`],
		[page, `import * as desk from '#lib/server/desk/index.ts';`],
		[page, `import { sql } from 'drizzle-orm';`],
		['src/routes/desk/login/+page.server.ts', `import * as i from '#lib/server/intake/index.ts';`],
		[
			'src/routes/desk/login/+page.server.ts',
			`import { config } from '#lib/server/platform/config.ts';`
		],
		['src/lib/server/desk/auth/sign-in.ts', `import { Lucia } from 'lucia';`],
		['src/lib/server/desk/auth/session.ts', `import { sql } from 'drizzle-orm';`],
		['src/lib/server/desk/auth/session.ts', `import * as w from '#lib/server/worker/start.ts';`],
		['src/lib/server/worker/start.ts', `import { building } from '$app/environment';`],
		['src/lib/server/worker/start.ts', `import { CipherSuite } from '@hpke/core';`],
		['src/lib/server/platform/health.ts', `import { open } from './crypto/open/index.ts';`],
		['src/lib/server/platform/health.ts', `import { env } from 'node:process';`],
		['src/lib/server/platform/crypto/seal/index.ts', `import { open } from '../open/index.ts';`],
		['src/lib/domain/clock.ts', `import { readFileSync } from 'node:fs';`],
		['src/lib/domain/clock.ts', `import { log } from '../server/platform/log.ts';`],
		['src/lib/domain/clock.ts', `import { id } from '#lib/domain/ids.ts';`],
		['src/lib/ui/desk/Frame.svelte', `import { log } from '#lib/server/platform/log.ts';`],
		['src/lib/ui/desk/Frame.svelte', `import Exit from '../intake/ExitLink.svelte';`]
	])('%s may not say %s', async (path, text) => {
		expect(await heardAt(path, text)).toEqual([imports]);
	});

	test.each([
		[store, `import { sql } from 'drizzle-orm';`],
		[page, `import * as intake from '#lib/server/intake/index.ts';`],
		[page, `import { refuse } from '#lib/server/platform/http/refuse.ts';`],
		['src/lib/server/desk/auth/session.ts', `import { Lucia } from 'lucia';`],
		['src/lib/server/platform/crypto/suite.ts', `import { CipherSuite } from '@hpke/core';`],
		['src/lib/server/platform/crypto/open/index.ts', `import { a } from '../keys/index.ts';`],
		['src/lib/server/worker/case/open.ts', `import { a } from '#lib/server/desk/keys/index.ts';`],
		['src/lib/domain/concern/clocks.ts', `import { z } from 'zod';`],
		['src/lib/domain/concern/clocks.ts', `import { DAY } from '../clock.ts';`]
	])('%s may say %s', async (path, text) => {
		expect(await heardAt(path, text)).toEqual([]);
	});

	test.each([
		['src/lib/domain/clock.ts', 'export const now = Date.now();', 'no-restricted-properties'],
		['src/lib/domain/clock.ts', 'export const now = new Date();', 'no-restricted-syntax'],
		[intake, 'export const name = process.env.HOME;', 'no-restricted-properties'],
		[intake, 'export default 1;', 'no-restricted-syntax'],
		[intake, 'export const chance = Math.random();', 'no-restricted-properties'],
		[intake, `process.stdout.write('');`, 'no-restricted-properties'],
		['src/lib/ui/desk/Frame.svelte', 'console.log(1);', 'no-console'],
		['scripts/local.ts', 'export const name = process.env.HOME;', 'no-restricted-properties'],
		['tests/support/clock.ts', 'export default 1;', 'no-restricted-syntax']
	])('%s may not do %s', async (path, text, rule) => {
		expect(await heardAt(path, text)).toEqual([rule]);
	});

	test('no component prints text as markup', async () => {
		const [result] = await eslint.lintText('<p>{@html words}</p>\n', {
			filePath: 'src/lib/ui/desk/Frame.svelte'
		});
		expect(result?.messages.map((one) => one.ruleId)).toContain('svelte/no-at-html-tags');
	});
});
