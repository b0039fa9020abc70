import { newToken } from '../../src/lib/domain/link/index.ts';
import * as links from '../../src/lib/server/desk/links/index.ts';
import { random } from '../../src/lib/server/platform/crypto/random.ts';
import { takeCodeAway } from './links.ts';
import type { Network, Taped } from './taped.ts';
import type { HandedLink } from './world.ts';

/** An address and a code that open nothing. */
export type Refused = { path: string; pin: string };

export const unknownPath = () => `/l/${newToken(random)}`;

const otherThan = (pin: string) => (pin === '123456' ? '654321' : '123456');

/**
 * One of every kind that must look and cost alike. Each is made as it comes about in life, by the
 * real verbs, from `network`; the clock goes on by more than an hour.
 */
export async function refused(t: Taped, network: Network): Promise<Record<string, Refused>> {
	const expired = await t.world.link(t.agency, await t.world.case(t.agency), { hours: 1 });
	const expiredBare = await t.world.link(t.agency, await t.world.case(t.agency), { hours: 1 });
	await takeCodeAway(t.at, expiredBare);
	await t.at.clock.advance({ minutes: 61 });

	const sent = await t.link();
	await t.victim(sent, network).tells({ CN0: 'yes', CN1: 'both', CN2: 'yes', SF1: '0' });

	const caseId = await t.world.case(t.agency);
	const revoked = await t.world.link(t.agency, caseId);
	await links.revoke(t.world.desk, t.agency.officer, { caseId, linkId: revoked.linkId });

	// five wrong codes: the worker has not looked yet, then it has
	const spent = await t.link();
	const locked = await t.link();
	await guess(t, locked, network);
	await t.at.clock.advance({ seconds: 11 });
	await t.world.work();
	await guess(t, spent, network);

	const wrong = await t.link();
	const none = await t.link();
	const words = await t.link();
	return {
		unknown: { path: unknownPath(), pin: '123456' },
		'unknown, no code': { path: unknownPath(), pin: '' },
		sent,
		expired,
		'expired, without a code': { path: expiredBare.path, pin: '' },
		revoked,
		'no tries left': spent,
		locked,
		'wrong code': { path: wrong.path, pin: otherThan(wrong.pin) },
		'no code': { path: none.path, pin: '' },
		'a code of letters': { path: words.path, pin: 'abcdef' }
	};
}

async function guess(t: Taped, link: HandedLink, network: Network): Promise<void> {
	const stranger = t.stranger(network);
	for (let left = 5; left > 0; left--) await stranger.post(link.path, { pin: otherThan(link.pin) });
}
