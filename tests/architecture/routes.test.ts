import { describe, expect, test } from 'vitest';
import { answers, namedActions } from '#lib/server/platform/http/addresses.ts';
import { exportsOf, routesOf } from './routes.ts';
import { planted } from './source/planted.ts';
import { read } from './source/project.ts';

const found = routesOf();
const message =
	'The addresses of Heard are not those that were reviewed. For each new one: who may call it, what may ' +
	'it change, what does it tell somebody who guesses it? Then write the list anew with ' +
	'`node tests/architecture/write-route-list.ts` and let somebody read the difference.';

describe('the addresses of Heard', () => {
	test('are the reviewed ones', () => {
		expect(found, message).toEqual(JSON.parse(read('tests/architecture/route-list.json')));
	});

	test.each(found)('$address is open on its own surface only', ({ address, zone, methods }) => {
		const path = exampleOf(address);
		for (const method of methods) {
			expect(answers('intake', method, path), `${method} on intake`).toBe(zone !== 'desk');
			expect(answers('desk', method, path), `${method} on the desk`).toBe(zone !== 'intake');
		}
	});

	test.each(['intake', 'desk'] as const)(
		'the actions by name of %s can be asked for',
		(surface) => {
			const named = found
				.filter(({ zone }) => zone === surface || zone === 'both')
				.flatMap(({ actions }) => actions)
				.filter((name) => name !== 'default')
				.map((name) => `/${name}`);
			expect(
				new Set(namedActions[surface]),
				'Any other `?/name` gets the closed page: name them in server/platform/http/addresses.ts.'
			).toEqual(new Set(named));
		}
	);

	test('the page behind a link has no code that runs when somebody only looks', () => {
		const page = 'src/routes/(intake)/l/[token]/+page.server.ts';
		expect(exportsOf(page, read(page))).toEqual(['actions']);
	});

	test('no address of intake takes another method than looking and posting', () => {
		const taken = found.filter(({ zone }) => zone !== 'desk').flatMap(({ methods }) => methods);
		expect(new Set(taken)).toEqual(new Set(['GET', 'HEAD', 'POST']));
	});
});

describe('the guard itself', () => {
	test('reads address, zone, methods and actions from the folders', () => {
		const base = planted({
			'src/routes/(intake)/c/+page.svelte': '',
			'src/routes/(intake)/c/+page.server.ts':
				'export const load = 1;\nexport const actions: Actions = { default: async () => {} };',
			'src/routes/desk/links/[id]/+page.server.ts':
				'export const actions = { revoke() {}, issue: f } satisfies Actions;',
			'src/routes/desk/+layout.server.ts': 'export const load = 1;',
			'src/routes/desk/events/+server.ts': 'export async function GET() {}',
			'src/routes/healthz/+server.ts': 'const PUT = 1;\nexport { PUT, POST };'
		});
		expect(routesOf(base)).toEqual([
			{ address: '/c', zone: 'intake', methods: ['GET', 'HEAD', 'POST'], actions: ['default'] },
			{ address: '/desk/events', zone: 'desk', methods: ['GET', 'HEAD'], actions: [] },
			{
				address: '/desk/links/[id]',
				zone: 'desk',
				methods: ['GET', 'HEAD', 'POST'],
				actions: ['issue', 'revoke']
			},
			{ address: '/healthz', zone: 'both', methods: ['POST', 'PUT'], actions: [] }
		]);
	});
});

/** An address with something in each of its gaps. */
function exampleOf(address: string): string {
	return address.replaceAll(/\[[^\]]+\]/g, 'something');
}
