import js from '@eslint/js';
import ts from 'typescript-eslint';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import svelteConfig from './svelte.config.js';

/** What a zone may not import, with the sentence that says what to do instead. */
function zone(files, patterns) {
	return {
		files,
		rules: {
			'no-restricted-imports': [
				'error',
				{ patterns: patterns.map(([group, message]) => ({ group, message })) }
			]
		}
	};
}

const opens =
	'Intake is the part strangers can attack, so it must not be able to open anything. Do the work in the worker. See docs/decisions/0003.';
const pure =
	'domain is pure: no I/O, no framework. Move the work to server/ and pass the result in as an argument.';

const drizzle = [
	['drizzle-orm', 'drizzle-orm/*'],
	'Only store.ts files and platform/db speak SQL. Put the query into the store.ts of this subject.'
];
const lucia = [
	['lucia', 'lucia/*'],
	'Only server/desk/auth/session.ts knows lucia. Call its functions instead.'
];
const hpke = [
	['@hpke/*'],
	'Only platform/crypto knows @hpke/core. Call its seal or open functions instead.'
];

export default ts.config(
	{ ignores: ['.svelte-kit/', 'build/', '.data/', 'drizzle/', 'node_modules/', 'test-results/'] },
	js.configs.recommended,
	...ts.configs.recommended,
	...svelte.configs.recommended,
	{
		languageOptions: { globals: { ...globals.node, ...globals.browser } },
		linterOptions: { reportUnusedDisableDirectives: 'error' },
		rules: {
			'no-undef': 'off',
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }]
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: {
			parserOptions: {
				extraFileExtensions: ['.svelte'],
				parser: ts.parser,
				svelteConfig
			}
		},
		rules: {
			'svelte/no-at-html-tags': 'error',
			// addresses here are plain links and forms, under one root
			'svelte/no-navigation-without-resolve': 'off'
		}
	},
	{
		files: ['src/**/*.ts', 'src/**/*.svelte', 'scripts/**/*.ts'],
		ignores: ['**/*.test.ts'],
		rules: {
			'no-console': ['error'],
			'no-restricted-properties': [
				'error',
				{
					object: 'process',
					property: 'env',
					message: 'Only platform/config.ts reads the environment. Ask it instead.'
				},
				{
					object: 'Date',
					property: 'now',
					message: 'Time is an argument in domain and heard_now() in SQL. See domain/clock.ts.'
				},
				{
					object: 'Math',
					property: 'random',
					message: 'Chance is an argument: pass `random` from platform/crypto/random.ts.'
				}
			],
			'no-restricted-syntax': [
				'error',
				{
					selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
					message: 'Time is an argument in domain and heard_now() in SQL. See domain/clock.ts.'
				}
			]
		}
	},
	{
		files: ['src/lib/server/**/*.ts', 'scripts/**/*.ts', 'src/routes/**/*.ts', 'src/*.ts'],
		ignores: ['**/*.test.ts'],
		languageOptions: { parserOptions: { projectService: true } },
		rules: { '@typescript-eslint/no-floating-promises': 'error' }
	},
	zone(
		['src/lib/domain/**'],
		[
			[['#lib/*', '$app/*', 'svelte', 'svelte/*', '@sveltejs/*', 'node:*'], pure],
			drizzle,
			lucia,
			hpke
		]
	),
	zone(
		['src/lib/server/intake/**', 'src/routes/(intake)/**'],
		[
			[
				['#lib/server/desk/*', '#lib/server/desk/**', '#lib/server/worker/**', '**/crypto/open/**', '**/crypto/keys/**', '**/platform/jobs/**'],
				opens
			],
			lucia,
			hpke
		]
	),
	zone(
		['src/lib/server/desk/**', 'src/routes/desk/**'],
		[
			[
				['#lib/server/intake/**', '#lib/server/worker/**', '**/platform/jobs/**'],
				'The desk and intake share nothing but domain and platform. Move the shared part there.'
			],
			hpke
		]
	),
	zone(
		['src/lib/server/worker/**'],
		[
			[
				['#lib/server/intake/**', '$app/*'],
				'The worker has no HTTP and no part in the intake zone. Use domain, platform or desk.'
			],
			lucia,
			hpke
		]
	),
	zone(
		['src/lib/ui/**'],
		[
			[
				['#lib/server/**'],
				'Components show what a route hands them. Put shared types into domain.'
			]
		]
	)
);
