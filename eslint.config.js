import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

// The rules of the house, each with a sentence that says what to do instead. Who may import whom is
// checked here as it is typed; tests/architecture/zones.test.ts follows the whole chain of imports.

/** @typedef {{ regex: string, message: string }} Wall */

// Patterns are regular expressions: in the other kind a leading # makes the whole line a comment.

/** @type {Record<string, Wall>} */
const walls = {
	drizzle: {
		regex: '^drizzle-orm(/|$)',
		message:
			'Only store.ts files and platform/db speak SQL. Put the query into the store.ts of this subject.'
	},
	lucia: {
		regex: '^lucia(/|$)',
		message:
			'Lucia is no longer developed, so only desk/auth/session.ts knows it. Call its functions. See docs/decisions/0004.'
	},
	hpke: {
		regex: '^@hpke/',
		message: 'Only platform/crypto seals and opens. Call its seal… or open… functions.'
	},
	jobs: {
		regex: '^pg-boss(/|$)|/platform/jobs/',
		message: 'Only the worker has jobs. Write a row that it picks up.'
	},
	pino: {
		regex: '^pino(/|$)',
		message: 'Only platform/log.ts writes lines. Add the event to its list and call log.'
	},
	environment: {
		regex: '^\\$env/',
		message: 'Only platform/config.ts reads the environment. Ask it instead.'
	},
	alias: {
		regex: '^\\$lib(/|$)|^\\$app/stores$',
		message:
			'Write #lib/… with the ending, which plain node follows too; and $app/state for stores.'
	},
	opening: {
		regex: '/(desk|worker|crypto/(open|keys))(/|$)',
		message:
			'Intake is the part strangers can attack, so it must not be able to open anything. Move the shared part to domain or platform, or do the work in the worker. See docs/decisions/0003.'
	},
	keys: {
		regex: '/(open|keys)/',
		message:
			'Both zones stand on the platform, and only crypto/ knows how to open. Take what is needed as an argument. See docs/decisions/0003.'
	},
	zones: {
		regex: '/(intake|desk|worker)/|^#lib/ui/|/routes/',
		message:
			'Both zones stand on the platform, so it leans on neither. Take what is needed as an argument, or move the file into the zone.'
	},
	intake: {
		regex: '/(server|ui)/intake/|(^|/)\\.\\./intake/',
		message: 'Desk and intake share nothing but domain and platform. Move the shared part there.'
	},
	worker: {
		regex: '/worker/',
		message: 'The worker has a process of its own. Write a row that it picks up.'
	},
	kit: {
		regex: '^\\$app/|^@sveltejs/kit',
		message: 'The worker has no HTTP. Take what is needed as an argument.'
	},
	server: {
		regex: '^#lib/server/',
		message: 'A component shows what its route hands it. Put types that both need into domain.'
	},
	otherSurface: {
		regex: '/ui/(intake|desk)/|(^|/)\\.\\./(intake|desk)/',
		message: 'The two surfaces share ui/shared and nothing else.'
	},
	database: {
		regex: '/platform/(?!http/)',
		message:
			'A route asks its own zone and knows HTTP. Move the work into a verb of the zone, or into platform/http.'
	},
	pure: {
		regex: '^(?!\\.|zod$)',
		message:
			'domain imports zod and, by relative path, itself. Do the work in server/ and hand the result in as an argument.'
	},
	upAndOut: {
		regex: '\\.\\./(server|ui|i18n|routes)/',
		message: 'domain knows nothing around it. Hand the result in as an argument.'
	}
};

const { drizzle, lucia, hpke, jobs, pino, environment, alias } = walls;
const everywhere = [drizzle, lucia, hpke, jobs, pino, environment, alias];

/**
 * What these files may not import. For each file the last zone below that names it counts alone, so
 * each gives its whole list.
 * @param {string[]} files
 * @param {(Wall | undefined)[]} list
 * @param {(Wall | undefined)[]} [but] of those, the ones that do not stand here
 * @returns {import('eslint').Linter.Config}
 */
function zone(files, list, but = []) {
	const patterns = list.filter((wall) => wall !== undefined && !but.includes(wall));
	return {
		files,
		ignores: ['**/*.test.ts', '**/*.test-support.ts'],
		rules: {
			'no-restricted-imports': [
				'error',
				{
					paths: ['process', 'node:process'].map((name) => ({
						name,
						importNames: ['env', 'stdout', 'stderr'],
						message: 'Only platform/config.ts reads the environment, and only log.ts writes lines.'
					})),
					patterns
				}
			]
		}
	};
}

const opens = [walls.opening, ...everywhere];
const desk = [walls.intake, walls.worker, ...everywhere];
const worker = [walls.intake, walls.kit, ...everywhere];
const platform = [walls.zones, walls.keys, ...everywhere];

const zones = [
	zone(['src/**'], everywhere),
	zone(['src/lib/domain/**'], [walls.pure, walls.upAndOut]),
	zone(
		['src/lib/i18n/**', 'src/hooks.client.ts', 'src/hooks.server.ts'],
		[walls.opening, walls.intake, ...everywhere]
	),

	zone(['src/lib/server/platform/**'], platform),
	zone(['src/lib/server/platform/log.ts'], platform, [pino]),
	zone(['src/lib/server/platform/db/**'], platform, [drizzle]),
	zone(['src/lib/server/platform/jobs/**'], platform, [jobs]),
	zone(['src/lib/server/platform/crypto/**'], platform, [hpke]),
	zone(['src/lib/server/platform/crypto/{open,keys}/**'], platform, [hpke, walls.keys]),

	zone(['src/lib/server/intake/**'], opens),
	zone(['src/lib/server/intake/**/store.ts'], opens, [drizzle]),
	zone(['src/lib/server/desk/**'], desk),
	zone(['src/lib/server/desk/**/store.ts'], desk, [drizzle]),
	zone(['src/lib/server/desk/auth/session.ts'], desk, [lucia]),
	zone(['src/lib/server/worker/**'], worker, [jobs]),
	zone(['src/lib/server/worker/**/store.ts'], worker, [drizzle, jobs]),

	zone(['src/lib/ui/**'], [walls.server, walls.otherSurface, ...everywhere]),
	zone(['src/routes/**'], opens),
	zone(['src/routes/(intake)/**'], [walls.database, ...opens]),
	zone(['src/routes/desk/**'], [walls.database, ...desk])
];

const time = 'Time is an argument in domain and heard_now() in SQL. See domain/clock.ts.';
const chance = 'Chance is an argument: pass `random` from platform/crypto/random.ts.';
const stream =
	'Only platform/log.ts writes lines: words of hers must leave the process nowhere else.';

/** @param {string} object @param {string} property @param {string} message */
const never = (object, property, message) => ({ object, property, message });

const noDefaultExport = {
	selector: 'ExportDefaultDeclaration',
	message: 'Export by name, so that a thing is called the same everywhere.'
};
const noClock = [
	{ selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: time },
	{ selector: 'CallExpression[callee.name="Date"]', message: time }
];

const tests = ['**/*.test.ts', '**/*.test-support.ts', 'tests/**'];

export default defineConfig(
	{ ignores: ['.svelte-kit/', 'build/', '.data/', 'drizzle/', 'node_modules/', 'test-results/'] },
	js.configs.recommended,
	ts.configs.recommended,
	svelte.configs.recommended,
	{
		languageOptions: { globals: { ...globals.node, ...globals.browser } },
		linterOptions: { reportUnusedDisableDirectives: 'error' },
		rules: {
			// the compiler knows better
			'no-undef': 'off',
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' }
			]
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: {
			parserOptions: { extraFileExtensions: ['.svelte'], parser: ts.parser, svelteConfig }
		},
		rules: {
			'svelte/no-at-html-tags': 'error',
			// addresses here are plain links and forms, under one root
			'svelte/no-navigation-without-resolve': 'off'
		}
	},

	// -- the process around the code -----------------------------------------------------------
	{
		files: ['src/**/*.ts', 'src/**/*.svelte', 'scripts/**/*.ts'],
		ignores: tests,
		rules: {
			'no-console': 'error',
			'no-restricted-properties': [
				'error',
				never('process', 'env', 'Only platform/config.ts reads the environment. Ask it instead.'),
				never('Date', 'now', time),
				never('Math', 'random', chance)
			],
			'no-restricted-syntax': ['error', noDefaultExport, ...noClock]
		}
	},
	{
		files: ['src/**'],
		ignores: tests,
		rules: {
			'no-restricted-properties': [
				'error',
				never('process', 'env', 'Only platform/config.ts reads the environment. Ask it instead.'),
				never('process', 'stdout', stream),
				never('process', 'stderr', stream),
				never('Date', 'now', time),
				never('Math', 'random', chance),
				never('crypto', 'randomUUID', chance)
			]
		}
	},
	{
		files: ['src/lib/server/platform/log.ts'],
		rules: { 'no-restricted-properties': 'off' }
	},
	{
		files: tests,
		rules: { 'no-restricted-syntax': ['error', noDefaultExport] }
	},
	{
		// the types of a package that has none, as it exports them
		files: ['**/*.d.ts'],
		rules: { 'no-restricted-syntax': 'off' }
	},

	// -- a promise that nobody waits for is work that nobody knows to be done --------------------
	{
		files: [
			'src/lib/server/**/*.ts',
			'src/routes/**/*.ts',
			'src/*.ts',
			'scripts/**/*.ts',
			'tests/**/*.ts'
		],
		languageOptions: {
			parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname }
		},
		rules: { '@typescript-eslint/no-floating-promises': 'error' }
	},

	zones
);
