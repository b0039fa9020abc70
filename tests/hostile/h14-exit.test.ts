import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exitScript } from '../../scripts/inline.mjs';
import { unknownPath } from '../support/refused.ts';
import { stage, type Stage } from '../support/stage.ts';
import type { Reply } from '../support/visitor.ts';

let s: Stage;
/** Every kind of page that the intake surface shows, with a name. */
const pages = new Map<string, Reply>();
/** The answers that come before any page is asked. */
const plain = new Map<string, Reply>();

beforeAll(async () => {
	s = await stage('h14_exit', { desk: { HEARD_WORKER: 'off' } });
	const { victim } = await s.someone();
	pages.set('landing', await victim.get(victim.link.path));
	pages.set('landing of nobody', await victim.get(unknownPath()));
	pages.set('closed', await victim.get('/nothing'));
	pages.set('refused', await victim.post(unknownPath(), { pin: '123456' }));
	await victim.opens();
	pages.set('consent', await victim.seesPage());
	pages.set('a problem', await victim.presses('continue', { q: 'CN0' }));
	await victim.answers('CN0', 'yes');
	await victim.goesOn({ CN1: 'both' }, { until: 'CN2' });
	await victim.answers('CN2', 'danger');
	pages.set('danger', await victim.seesPage());
	await victim.presses('continue');
	pages.set('a question', await victim.seesPage());
	await victim.presses('delete');
	pages.set('delete', await victim.seesPage());
	await victim.presses('back');
	await victim.goesOn({});
	pages.set('send', await victim.seesPage());
	await victim.presses('send');
	pages.set('last', await victim.seesPage());
	pages.set('after the last', await victim.seesPage());

	const foreign = { headers: { Origin: 'https://evil.example' } };
	const { path } = victim.link;
	plain.set('a form of another site', await victim.post(path, {}, foreign));
	plain.set('the same, for a link of nobody', await victim.post(unknownPath(), {}, foreign));
	const json = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' };
	plain.set('no form', await victim.ask(path, json));
});
afterAll(() => s?.close());

const linksOf = ({ body }: Reply) => body.match(/<a\b[^>]*href="\/leave[^>]*>/g) ?? [];
const scriptsOf = ({ body }: Reply) => body.match(/<script\b[^]*?<\/script>/g) ?? [];
const scriptPolicyOf = ({ headers }: Reply) =>
	/script-src ([^;]*);/.exec(headers['content-security-policy'] ?? '')?.[1];

describe('the way out', () => {
	test('H14 is a plain link on every page, to one address, that tells the next site nothing', () => {
		expect(pages.size).toBeGreaterThan(10);
		for (const [name, reply] of pages) {
			const links = linksOf(reply);
			// one that is seen, and one for those who hear the page
			expect(links.length, name).toBeGreaterThanOrEqual(2);
			for (const link of links) {
				expect(link, name).toMatch(/ href="\/leave"/);
				expect(link, name).toMatch(/ rel="nofollow noreferrer"/);
				expect(link, name).not.toMatch(/target|onclick|download|ping/);
			}
		}
	});

	test('H14 is on the bare pages of a refusal too, which are the same for every link', () => {
		for (const [name, reply] of plain) {
			expect(linksOf(reply), name).toEqual(['<a href="/leave" rel="nofollow noreferrer">']);
			expect(scriptsOf(reply), name).toEqual([]);
			// no script has a hash here, so `default-src 'none'` is the last word
			expect(scriptPolicyOf(reply), name).toBeUndefined();
		}
		const [hers, nobodys] = [...plain.values()];
		expect(hers?.body).toBe(nobodys?.body);
	});

	test('H14 one script is all there is, the same on every page, and the policy lets no other run', () => {
		const hash = createHash('sha256').update(exitScript).digest('base64');
		for (const [name, reply] of pages) {
			expect(scriptsOf(reply), name).toEqual([`<script>${exitScript}</script>`]);
			expect(scriptPolicyOf(reply), name).toBe(`'sha256-${hash}'`);
			expect(reply.body, name).not.toMatch(/\son[a-z]+=|javascript:/i);
		}
	});

	test('H14 promises the Shift key nowhere but where the script can show it', () => {
		for (const [name, { body }] of pages) {
			// what stands between tags, as who has no script reads it
			const seen = body.replace(
				/<script[^]*?<\/script>|<p [^>]*hidden[^>]*>[^<]*<\/p>|<[^>]*>/g,
				' '
			);
			expect(seen, name).not.toMatch(/\bShift\b/);
		}
		expect(pages.get('landing')?.body).toMatch(/<p [^>]*hidden[^>]*>[^<]*\bShift\b/);
	});
});
