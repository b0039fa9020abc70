import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StoredAnswers } from '../../src/lib/domain/questionnaire/index.ts';
import { stage, type Stage } from '../support/stage.ts';
import { Victim } from '../support/victim.ts';
import type { Reply } from '../support/visitor.ts';
import type { HandedLink } from '../support/world.ts';

let s: Stage;
beforeAll(async () => {
	s = await stage('h62');
});
afterAll(() => s?.close());

// calls for every question that an answer can call for
const tells: StoredAnswers = {
	CN0: 'yes',
	CN1: 'both',
	CN2: 'yes',
	SF1: '-2',
	SF2: '0',
	H2: ['physical', 'other'],
	H2_text: 'He waited at Quince Lane',
	R1: ['kill', 'weapon', 'child_hurt'],
	R2: 'yes',
	H3: 'none',
	H5: 'worse',
	V1: '4',
	V2: 'The words of the first visit',
	R3: '3',
	R4: ['kill_me', 'kids'],
	O2: 'many',
	O3: ['came'],
	O4: 'none',
	O5: '0',
	K2: ['taken', 'take'],
	K3: 'yes',
	U1: 'want',
	N1: 'urgent',
	N2: 'either',
	N3: 'ns',
	MORE: 'yes',
	CH1: ['released'],
	R1b: ['neck'],
	H4: ['fear'],
	V3: ['shelter'],
	O1: 'yes',
	K1: 'yes',
	T1: 'no',
	X1: 'mine',
	P1: 'stopped',
	P2: 'worse',
	M1: 'yes',
	M1_text: 'A knock at the door',
	M2: 'no',
	W1: 'past',
	Z1: 'The last words of the first visit',
	N4: 'other_way'
};
const words = ['Quince Lane', 'words of the first visit', 'knock at the door'];

const newLink = async (): Promise<HandedLink> => {
	const caseId = await s.world.case(s.agency);
	return s.world.link(s.agency, caseId);
};

/** Every page that a visit sees while it skips whatever it is asked, by the question of the page. */
async function skipsThrough(victim: Victim): Promise<Map<string, Reply>> {
	const pages = new Map<string, Reply>();
	for (;;) {
		const page = await victim.seesPage();
		const q = Victim.asked(page);
		pages.set(q ?? Victim.kind(page), page);
		if (q === null) return pages;
		await (q === 'CN0' || q === 'CN1'
			? victim.answers(q, q === 'CN0' ? 'yes' : 'both')
			: victim.presses('skip', { q }));
	}
}

const filledIn = ({ body }: Reply) =>
	/<input[^>]*\schecked/.test(body) || /<textarea[^>]*>\s*[^<\s]/.test(body);

describe('Back', () => {
	test.each(['V2', 'R1', 'H2'])(
		'H62 shows the answer to %s in the visit that gave it',
		async (q) => {
			const victim = s.browser(await newLink());
			await victim.opens();
			await victim.goesOn({ CN0: 'yes', CN1: 'both', CN2: 'yes' }, { until: 'SF1' });
			await victim.goesOn(tells, { until: q });
			await victim.goesOn(
				{ [q]: tells[q] ?? null, [`${q}_text`]: tells[`${q}_text`] ?? null },
				{
					until: afterwards[q]
				}
			);
			await victim.presses('back', { q: afterwards[q] ?? '' });
			const page = await victim.seesPage();
			expect(Victim.asked(page)).toBe(q);
			expect(filledIn(page)).toBe(true);
			if (q === 'V2') expect(page.body).toContain('The words of the first visit');
		}
	);
	const afterwards: Record<string, string> = { V2: 'R3', R1: 'R2', H2: 'R1' };

	test('H62 does not reach it in a new visit with the same code', async () => {
		const link = await newLink();
		const first = s.browser(link);
		await first.opens();
		await first.goesOn(tells, { until: 'N1' });

		const second = s.browser(link);
		await second.opens();
		for (const q of [...Object.keys(tells).filter((key) => !key.includes('_')), '']) {
			await second.presses('back', { q });
			const page = await second.seesPage();
			expect(Victim.asked(page)).toBe('CN2');
			expect(filledIn(page)).toBe(false);
		}
		// and past the gate it goes back to what this visit has answered, and no further
		await second.answers('CN2', 'yes');
		expect(Victim.asked(await second.seesPage())).toBe('N1');
		await second.presses('back', { q: 'N1' });
		expect(Victim.asked(await second.seesPage())).toBe('CN2');
		await second.presses('back', { q: 'CN2' });
		expect(Victim.asked(await second.seesPage())).toBe('CN2');
	});
});

describe('a new visit with the code', () => {
	test('H62 after stopping at each question in turn, asks nothing that an earlier answer called for', async () => {
		// somebody of whom nothing is known yet, and who says nothing
		const control = s.browser(await newLink());
		await control.opens();
		const known = await skipsThrough(control);
		const unconditional = new Set(known.keys());
		expect(unconditional).toContain('SF1');
		expect(unconditional).not.toContain('H3');

		const asked: string[] = [];
		const rehearsal = s.browser(await newLink());
		await rehearsal.opens();
		asked.push(...(await rehearsal.goesOn(tells)));
		expect(asked.length).toBeGreaterThan(30);

		for (const stop of asked.slice(asked.indexOf('CN2'))) {
			const link = await newLink();
			const first = s.browser(link);
			await first.opens();
			const before = new Set(await first.goesOn(tells, { until: stop }));

			const second = s.browser(link);
			await second.opens();
			const pages = await skipsThrough(second);
			expect([...pages.keys()][0], `stopped at ${stop}`).toBe('CN2');
			for (const [q, page] of pages) {
				const where = `${q} after stopping at ${stop}`;
				expect(unconditional.has(q), where).toBe(true);
				expect(q === 'CN2' || !before.has(q), where).toBe(true);
				expect(filledIn(page), where).toBe(false);
				for (const one of words) expect(page.body, where).not.toContain(one);
				// not even a number or a button of the page tells that there was a visit before
				expect(page.body, where).toBe(known.get(q)?.body);
			}
		}
	});
});
