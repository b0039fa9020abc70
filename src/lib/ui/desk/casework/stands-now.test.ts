import { describe, expect, it } from 'vitest';
import type { EditCaseView } from '#lib/domain/case/index.ts';
import { orderId } from '#lib/domain/ids.ts';
import { text } from '#lib/i18n/index.ts';
import { orderLines } from './order-lines.ts';
import { standsNow } from './stands-now.ts';

const t = text('en');
const [known, added] = [
	orderId.parse('0193f0a0-0000-7000-8000-000000000001'),
	orderId.parse('0193f0a0-0000-7000-8000-000000000002')
];
const order = {
	kind: 'barring',
	state: 'live',
	from: '2026-11-16T10:00',
	to: '',
	noContact: true,
	noContactChildren: false
} as const;
const view: EditCaseView = {
	caseId: 'case',
	reference: 'LF-1',
	version: '2-abc',
	interventionOn: '2026-11-16',
	intervention: 'arrest',
	supportOrganisation: null,
	supportWorker: null,
	hasChildren: true,
	gradedHigh: false,
	conferenceOn: null,
	baselineSF2: null,
	personPhrase: 'hurt',
	orders: [{ ...order, id: known }],
	programme: null,
	choices: { supportOrganisations: [], supportWorkers: [], providers: [], programmeWorkers: [] },
	today: '2026-11-20'
};
const typed = {
	intervention_on: '2026-11-16',
	intervention: 'arrest',
	children: 'yes',
	conference_on: '',
	baseline: '',
	phrase: 'hurt',
	order_id: [known, ''],
	order_kind: ['barring', ''],
	order_state: ['live', 'live'],
	order_from: ['2026-11-16T10:00', ''],
	order_to: ['', ''],
	order_terms: ['contact', 'none']
};

describe('a form that somebody was quicker than', () => {
	it('says nothing where it says what stands there', () => {
		expect(standsNow(t, typed, view)).toEqual([]);
	});

	it('says what saving would take back: a fact, and an order that was ended', () => {
		const now = {
			...view,
			gradedHigh: true,
			orders: [{ ...order, id: known, state: 'ended' as const }]
		};
		const [grading, ended] = standsNow(t, typed, now);
		expect(grading).toEqual({ label: 'Grading', now: 'Yes' });
		expect(ended?.label).toBe('Order 1');
		expect(ended?.now).toContain(t('desk.order.state.ended'));
	});

	it('keeps what was typed and holds the order that came meanwhile', () => {
		const orders = [...view.orders, { ...order, id: added }];
		const lines = orderLines(typed, orders);
		expect(lines.map(({ id }) => id)).toEqual([known, '', added]);
		expect(standsNow(t, typed, { ...view, orders })).toHaveLength(1);
	});
});
