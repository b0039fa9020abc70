import { afterAll, beforeAll, expect, test } from 'vitest';
import { groups, parseToken } from '../../src/lib/domain/link/index.ts';
import { stage, type Stage } from '../support/stage.ts';
import { Victim } from '../support/victim.ts';
import type { HandedLink } from '../support/world.ts';

// The paper way: she types the long part of the address from a card, on a device that she does not
// know, and her hand or its keyboard changes it.

let at: Stage;
beforeAll(async () => {
	at = await stage('typed_token', { desk: { HEARD_WORKER: 'off' } });
});
afterAll(() => at?.close());

/** A token with each of the signs that are taken for another: chance does not give every one. */
async function linkWithConfusions(): Promise<HandedLink> {
	for (let tries = 0; tries < 60; tries++) {
		const { link } = await at.someone();
		if (/0/.test(link.token) && /1.*1/.test(link.token)) return link;
	}
	throw new Error('no such token');
}

const inGroups = (token: string, between: string) => {
	const parsed = parseToken(token);
	if (!parsed) throw new Error('no token');
	return groups(parsed).join(between);
};
const alternating = (token: string) =>
	[...token].map((letter, at) => (at % 2 ? letter.toUpperCase() : letter)).join('');

const ways: [what: string, typed: (token: string) => string][] = [
	['as it stands', (token) => token],
	['spaces', (token) => inGroups(token, ' ')],
	['dashes', (token) => inGroups(token, '-')],
	['the long dash of a phone', (token) => inGroups(token, '–')],
	['two spaces of the wide kind', (token) => inGroups(token, '\u00A0\u2003')],
	['capitals', (token) => token.toUpperCase()],
	['every second letter large', alternating],
	['o for 0', (token) => token.replaceAll('0', 'o')],
	['O for 0', (token) => token.replaceAll('0', 'O')],
	['i for 1', (token) => token.replaceAll('1', 'i')],
	['l for 1', (token) => token.replaceAll('1', 'l')],
	['I and L for 1', (token) => token.replace('1', 'I').replaceAll('1', 'L')],
	['a space at the end, as a paste has it', (token) => `${token} `],
	['a mark that copying from a chat brings along', (token) => `\u200E${token}\u200F`],
	[
		'all of it at once',
		(token) =>
			` ${inGroups(token, ' - ').toUpperCase().replaceAll('0', 'O').replaceAll('1', 'l')}\u200B`
	]
];

test.each(ways)('a token typed with %s opens the link it was copied from', async (_, typed) => {
	const link = await linkWithConfusions();
	const path = `/l/${encodeURIComponent(typed(link.token))}`;
	const hers = new Victim(at.app.intake.origin, { path, pin: link.pin });

	const landing = await hers.get(path);
	expect(landing.status).toBe(200);
	// the same page as for every other address of this kind
	expect(landing.body).toBe((await hers.get(link.path)).body);

	const opened = await hers.opens();
	expect([opened.status, opened.location]).toEqual([303, '/c']);
	expect(Victim.asked(await hers.seesPage())).toBe('CN0');
});

test('a plus is no space in an address, and a letter too few or too many opens nothing', async () => {
	const { link } = await at.someone();
	for (const typed of [
		inGroups(link.token, '+'),
		link.token.slice(1),
		`${link.token}0`,
		`u${link.token.slice(1)}`,
		`${link.token}/`,
		encodeURIComponent(`${link.token}/../c`),
		encodeURIComponent(`${link.token}\u0301`),
		`${link.token}%`
	]) {
		const hers = new Victim(at.app.intake.origin, { path: `/l/${typed}`, pin: link.pin });
		expect([typed, (await hers.opens()).status]).toEqual([typed, 404]);
	}
	expect((await new Victim(at.app.intake.origin, link).opens()).status).toBe(303);
});
