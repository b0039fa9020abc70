import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signReceipt } from '#lib/server/platform/crypto/receipt.ts';
import * as deliveries from '#lib/server/desk/deliveries/index.ts';
import type { DeliveryId } from '#lib/domain/ids.ts';
import { postOffice, type PostOffice } from './post-office.ts';

let office: PostOffice;
beforeAll(async () => {
	office = await postOffice('receipts');
});
afterAll(() => office?.close());

describe('a receipt of the gateway', () => {
	const key = 'a key that was invented for this test';

	async function handedOver() {
		const clara = await office.messages.clara(office.agency);
		const id = await office.messages.message(office.agency, clara, 'sms');
		await office.sends();
		return { ...clara, id };
	}

	async function told(
		id: DeliveryId,
		status: 'delivered' | 'failed',
		{ late = 0, signedWith = key, ofAgency = office.agency.id as string } = {}
	): Promise<boolean> {
		const body = JSON.stringify({ id: `${ofAgency}.${id}`, status, at: '2026-03-02T08:00:00Z' });
		const seconds = Math.floor((await office.at.clock.now()).getTime() / 1000) - late;
		return deliveries.takeReceipt(office.world.desk, {
			key,
			body,
			signature: signReceipt(signedWith, body, seconds)
		});
	}

	test('that it arrived is written down once, and a later "failed" changes nothing', async () => {
		const { id, caseId } = await handedOver();
		expect(await told(id, 'delivered')).toBe(true);
		expect(await told(id, 'delivered')).toBe(true);
		expect(await told(id, 'failed')).toBe(true);
		expect(await office.messages.stateOf(id)).toMatchObject({ state: 'delivered', reason: null });
		expect((await office.auditOf(id)).map(({ event }) => event)).toEqual([
			'delivery.handed_over',
			'delivery.arrived'
		]);
		expect(await office.tasksOf(caseId)).toEqual([]);
	});

	test('that it failed becomes one task and one event, however often it is said', async () => {
		const { id, caseId } = await handedOver();
		expect(await told(id, 'failed')).toBe(true);
		expect(await told(id, 'failed')).toBe(true);
		expect(await office.messages.stateOf(id)).toMatchObject({
			state: 'failed',
			reason: 'not_delivered'
		});
		expect(await office.tasksOf(caseId)).toMatchObject([
			{ lane: 'support', content: { kind: 'message_failed', about: id, reason: 'not_delivered' } }
		]);
		expect(await office.messages.eventsOf(caseId)).toEqual(['message_sent', 'message_failed']);
		// out of order: it did arrive in the end
		expect(await told(id, 'delivered')).toBe(true);
		expect(await office.messages.stateOf(id)).toMatchObject({ state: 'delivered' });
	});

	test('may come before we know that it left, and it is not sent once more', async () => {
		const clara = await office.messages.clara(office.agency);
		const id = await office.messages.message(office.agency, clara, 'sms');
		const later = async () => ({ kind: 'later', reason: 'unreachable' }) as const;
		await office.sends({ ...office.post, sendSms: later });
		expect(await told(id, 'delivered')).toBe(true);
		await office.at.clock.advance({ minutes: 5 });
		expect((await office.sends()).messages).toEqual({});
		expect(await office.messages.stateOf(id)).toMatchObject({
			state: 'delivered',
			is_sealed: false
		});
		// it did go, and the next one waits its seven days from now
		expect(await office.messages.eventsOf(clara.caseId)).toEqual(['message_sent']);
		const [row] = await office.at.superuser`select handed_at from delivery where id = ${id}`;
		expect(row?.handed_at).toBeInstanceOf(Date);
	});

	test('that it failed counts too where the answer of the gateway was lost', async () => {
		const clara = await office.messages.clara(office.agency);
		const id = await office.messages.message(office.agency, clara, 'sms');
		expect(await told(id, 'failed')).toBe(true);
		// nobody has tried yet, so nobody can say that
		expect(await office.messages.stateOf(id)).toMatchObject({ state: 'waiting' });
		const later = async () => ({ kind: 'later', reason: 'unreachable' }) as const;
		await office.sends({ ...office.post, sendSms: later });
		expect(await told(id, 'failed')).toBe(true);
		expect(await office.messages.stateOf(id)).toMatchObject({ state: 'failed', is_sealed: false });
		expect(await office.tasksOf(clara.caseId)).toMatchObject([
			{ content: { reason: 'not_delivered' } }
		]);
	});

	test('counts for nothing with another key, too late, too early, or of another agency', async () => {
		const { id } = await handedOver();
		expect(await told(id, 'delivered', { signedWith: `${key}.` })).toBe(false);
		expect(await told(id, 'delivered', { late: 301 })).toBe(false);
		expect(await told(id, 'delivered', { late: -301 })).toBe(false);
		const other = await office.world.agency('Southmoor (invented)');
		// signed well, and of a message that this agency has not: the same yes as for one it has
		expect(await told(id, 'delivered', { ofAgency: other.id })).toBe(true);
		expect(await office.messages.stateOf(id)).toMatchObject({ state: 'handed_over' });
		expect(await told(id, 'delivered', { late: 290 })).toBe(true);
	});
});
