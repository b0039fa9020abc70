import type { OneTimeLink } from '../support/victim.ts';
import { at } from './check-ins.ts';
import { WireClient } from './wire-client.ts';

/** Below the number of misses after which a network waits: the wait would hide what is measured. */
const ROUNDS = 9;

/**
 * H10: how long a refusal takes, for a link that does not exist, one that was sent, and a wrong
 * code, in turn. All three do the same work; this prints how alike they are.
 */
export async function refusals(
	origin: string,
	{ sent, wrong }: { sent: OneTimeLink; wrong: OneTimeLink }
): Promise<Record<string, number>> {
	const browser = new WireClient(origin);
	const unknown = `/l/${'0'.repeat(32)}`;
	const times: Record<string, number[]> = { unknown: [], sent: [], 'wrong code': [] };
	const ask = async (kind: string, path: string, pin: string) => {
		const answer = await browser.ask('POST', path, `pin=${pin}`);
		if (answer.status !== 404) throw new Error(`not refused: ${kind}`);
		times[kind]?.push(answer.ms);
	};
	const other = wrong.pin === '000000' ? '111111' : '000000';
	try {
		for (let round = 0; round < ROUNDS; round++) {
			await ask('unknown', unknown, '000000');
			await ask('sent', sent.path, sent.pin);
			await ask('wrong code', wrong.path, other);
		}
	} finally {
		browser.close();
	}
	return Object.fromEntries(Object.entries(times).map(([kind, all]) => [kind, at(all, 0.5)]));
}
