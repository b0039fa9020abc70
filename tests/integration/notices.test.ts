import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { responseId, type CaseId, type StaffId } from '#lib/domain/ids.ts';
import type { StoredAnswers } from '#lib/domain/questionnaire/index.ts';
import { findCaseKey } from '#lib/server/desk/keys/index.ts';
import * as notices from '#lib/server/desk/notices/index.ts';
import type { NoticeKind } from '#lib/server/desk/notices/index.ts';
import { smtp } from '#lib/server/platform/delivery/smtp.ts';
import { sendDue } from '#lib/server/worker/send-due.ts';
import { arrives } from '../support/arrives.ts';
import { ground, type Ground } from '../support/heard.ts';
import { mailbox, type Mailbox } from '../support/mailbox.ts';
import { worldOn, type Agency, type Colleague, type World } from '../support/world.ts';

let at: Ground;
let world: World;
let agency: Agency;
let mail: Mailbox;

beforeAll(async () => {
	at = await ground('notices');
	world = worldOn(at);
	agency = await world.agency();
	mail = await mailbox();
});
beforeEach(async () => {
	await at.superuser`delete from notice`;
	mail.mails.length = 0;
});
afterAll(async () => {
	await mail?.close();
	await world?.close();
	await at?.close();
});

const bench = () => ({ db: world.pools.worker.db, keys: world.desk.keys });
const sends = () =>
	sendDue(bench(), {
		carriers: {
			sendMail: smtp({ url: mail.url, from: 'post@reminder.example' }),
			sendSms: async () => ({ kind: 'never', reason: 'no_transport' })
		},
		intakeHost: 'reminder.example',
		deskOrigin: 'https://desk.example'
	});

async function add(to: Colleague, kind: NoticeKind, address?: string): Promise<void> {
	const boxKey = await world.desk.keys.boxKey(world.pools.worker.db, agency.id);
	await world.pools.worker.db.transaction(async (tx) => {
		const content = address === undefined ? {} : { address };
		await notices.add(tx, { agencyId: agency.id, staffId: to.staffId, kind, ...content }, boxKey);
	});
}

/** What waits for whom, in alphabetical order. */
async function waiting(): Promise<string[]> {
	const rows = await at.superuser<{ name: string; kind: string }[]>`
		select s.name, n.kind from notice n join staff s on s.id = n.staff_id where n.state = 'waiting'`;
	return rows.map(({ name, kind }) => `${name}: ${kind}`).toSorted();
}

const consent = { CN0: 'yes', CN1: 'both', CN2: 'yes' };

/** Answers arrive, as intake stores them, and are assessed. */
async function says(caseId: CaseId, said: StoredAnswers): Promise<void> {
	const key = await findCaseKey(world.pools.worker.db, { agencyId: agency.id, caseId });
	const [row] = await at.superuser<{ response_id: string }[]>`
		select response_id from link where case_id = ${caseId}`;
	if (!key || !row) throw new Error('no round is open');
	await arrives(at.superuser, {
		agencyId: agency.id,
		caseId,
		responseId: responseId.parse(row.response_id),
		publicKey: key.publicKey,
		answers: { ...consent, ...said }
	});
	await world.work();
}

async function newCase(): Promise<CaseId> {
	const caseId = await world.case(agency);
	await world.link(agency, caseId);
	return caseId;
}

async function block(caseId: CaseId, staffId: StaffId): Promise<void> {
	const by = agency.supervisor.staffId;
	const note = uuid();
	await at.superuser`
		insert into note (agency_id, id, case_id, author_id, kind, sealed)
		values (${agency.id}, ${note}, ${caseId}, ${by}, 'reason', '\\x00')`;
	await at.superuser`
		insert into case_block (agency_id, case_id, staff_id, by, note_id)
		values (${agency.id}, ${caseId}, ${staffId}, ${by}, ${note})`;
}

describe('a mail to staff', () => {
	const link = 'https://desk.example/desk/set-up/0123456789abcdefghjkmnpqrstvwxyz';

	// every word that leaves stands in the snapshot, so that a change of it is read by somebody
	test.each<[NoticeKind, string | undefined]>([
		['invitation', link],
		['password_reset', link],
		['factor_reset', link],
		['new_item', undefined],
		['critical_item', undefined],
		['break_glass', undefined],
		['security', undefined]
	])('H49 of kind %s says this, and nothing else', async (kind, address) => {
		await add(agency.officer, kind, address);
		await sends();
		expect(mail.mails).toHaveLength(1);
		const [{ from, to, subject, text } = { from: '', to: [], subject: '', text: '' }] = mail.mails;
		expect({ from, to }).toEqual({ from: 'post@reminder.example', to: [agency.officer.email] });
		expect(`${subject}\n\n${text}`.replaceAll('\r\n', '\n')).toMatchSnapshot();
		const [row] = await at.superuser`select state, box from notice`;
		expect(row).toEqual({ state: 'sent', box: null });
	});

	test('is not sent to who works here no longer, and its address is forgotten', async () => {
		await add(agency.otherOfficer, 'invitation', link);
		await at.superuser`
			update staff set disabled_at = heard_now() where id = ${agency.otherOfficer.staffId}`;
		expect((await sends()).notices).toEqual({ failed: 1 });
		expect(mail.mails).toEqual([]);
		const [row] = await at.superuser`select state, box from notice`;
		expect(row).toEqual({ state: 'failed', box: null });
	});

	test('that does not go out is told on the queue, until one does', async () => {
		const told = () => notices.undeliveredSince(world.desk, agency.officer);
		await add(agency.officer, 'critical_item');
		expect(await told()).toBeNull();
		await sendDue(bench(), {
			carriers: {
				sendMail: async () => ({ kind: 'never', reason: 'no_transport' }),
				sendSms: async () => ({ kind: 'never', reason: 'no_transport' })
			},
			intakeHost: 'reminder.example',
			deskOrigin: 'https://desk.example'
		});
		expect(await told()).toBeInstanceOf(Date);
		expect(await notices.undeliveredSince(world.desk, agency.deputy)).toBeNull();
		await add(agency.officer, 'critical_item');
		await sends();
		expect(await told()).toBeNull();
	});

	test('is forgotten after 30 days', async () => {
		await add(agency.officer, 'security');
		await sends();
		await at.clock.advance({ days: 31 });
		await world.work();
		expect(await at.superuser`select 1 from notice`).toHaveLength(0);
	});
});

describe('T30 what is new', () => {
	test('comes in one mail for all of it, and the next one five minutes later', async () => {
		for (let one = 0; one < 3; one++) await add(agency.officer, 'new_item');
		await add(agency.deputy, 'new_item');
		await sends();
		expect(mail.mails.map(({ to, subject }) => [to[0], subject]).toSorted()).toEqual(
			[
				[agency.officer.email, '3 new items'],
				[agency.deputy.email, '1 new item']
			].toSorted()
		);

		await add(agency.officer, 'new_item');
		await add(agency.officer, 'new_item');
		await at.clock.advance({ minutes: 4 });
		expect((await sends()).notices).toEqual({});
		await at.clock.advance({ minutes: 2 });
		await sends();
		expect(mail.mails.map(({ subject }) => subject).slice(2)).toEqual(['2 new items']);
	});

	test.each<NoticeKind>(['critical_item', 'break_glass', 'invitation', 'security'])(
		'does not hold up %s',
		async (kind) => {
			await add(agency.officer, 'new_item');
			await sends();
			await add(agency.officer, kind);
			await add(agency.officer, kind);
			await sends();
			expect(mail.mails).toHaveLength(3);
		}
	);

	test('is one mail also when two workers look at once', async () => {
		for (let one = 0; one < 4; one++) await add(agency.officer, 'new_item');
		await Promise.all([sends(), sends(), sends()]);
		expect(mail.mails.map(({ subject }) => subject)).toEqual(['4 new items']);
	});

	test('keeps its Message-ID when the first try was lost', async () => {
		await add(agency.officer, 'new_item');
		mail.is('accepts and drops');
		await sends();
		mail.is('well');
		await add(agency.officer, 'new_item');
		await at.clock.advance({ minutes: 2 });
		await sends();
		const ids = mail.mails.map(({ messageId }) => messageId);
		expect(ids).toHaveLength(2);
		expect(new Set(ids).size).toBe(1);
	});
});

describe('answers that arrive', () => {
	const people = () => ({
		officer: agency.officer.name,
		deputy: agency.deputy.name,
		support: agency.supportWorker.name,
		supervisor: agency.supervisor.name
	});

	test('call everybody who works the case when it is critical, the supervisor too', async () => {
		await says(await newCase(), { CN2: 'danger' });
		const { officer, deputy, support, supervisor } = people();
		expect(await waiting()).toEqual(
			[officer, deputy, support, supervisor].map((name) => `${name}: critical_item`).toSorted()
		);
	});

	test('tell support alone what she gave to support alone', async () => {
		await says(await newCase(), { CN1: 'support', R1: ['neck'] });
		expect(await waiting()).toEqual([`${people().support}: critical_item`]);
	});

	test('never tell somebody who is kept from the case', async () => {
		const caseId = await newCase();
		await block(caseId, agency.officer.staffId);
		await says(caseId, { CN2: 'danger' });
		expect((await waiting()).join()).not.toContain(people().officer);
		expect((await waiting()).join()).toContain(people().deputy);
	});

	test('of which nothing is found call nobody', async () => {
		await says(await newCase(), { SF1: 'safe' });
		expect(await waiting()).toEqual([]);
	});
});
