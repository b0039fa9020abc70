import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { judgementId, linkId, staffId, type CaseId } from '../../src/lib/domain/ids.ts';
import * as judgements from '../../src/lib/server/desk/judgements/index.ts';
import * as links from '../../src/lib/server/desk/links/index.ts';
import * as team from '../../src/lib/server/desk/team/index.ts';
import {
	codesIn,
	everywhere,
	filesIn,
	placesOf,
	whileItFails,
	type Place
} from '../support/canary.ts';
import { gateway, type Gateway } from '../support/gateway.ts';
import { start, type Running } from '../support/heard.ts';
import { mailbox, type Mailbox } from '../support/mailbox.ts';
import { signedIn } from '../support/officer.ts';
import { ownGround, type OwnGround } from '../support/own-ground.ts';
import { mail, phone, savePlan, typedPlan } from '../support/plans.ts';
import { Worker } from '../support/talk.ts';
import { until } from '../support/until.ts';
import { worldOn, type Agency, type World } from '../support/world.ts';

// The same search as for what she types (h15-canary), for what staff write about her and what is sent
// to her: the plan, notes, a talk, messages on their way and refused ones, second factors.

const words = 'quicksilvermarigold';
const secrets: [what: string, secret: string][] = [
	['what was written', words],
	['her number', phone.to],
	['her number', phone.to.replaceAll(' ', '')],
	['her mail', mail.to]
];

let at: OwnGround;
let app: Running;
let world: World;
let agency: Agency;
let post: Mailbox;
let sms: Gateway;
let takenCodes: Set<string>;
let places: Place[];

beforeAll(async () => {
	at = await ownGround();
	post = await mailbox();
	sms = await gateway();
	const temporary = join(at.folder, 'tmp');
	mkdirSync(temporary);
	const keyFile = join(at.folder, 'gateway-key');
	writeFileSync(keyFile, 'invented-key-of-the-gateway', { mode: 0o600 });
	app = await start(at, {
		desk: {
			TMPDIR: temporary,
			SMTP_URL: post.url,
			HEARD_MAIL_FROM: 'post@reminder.example',
			SMS_URL: sms.url,
			HEARD_SMS_KEY_FILE: keyFile,
			HEARD_SMS_SENDER: 'Reminder'
		}
	});
	world = worldOn(at, app.intake.origin, app.desk.origin);
	agency = await world.agency();
	takenCodes = codesIn(filesIn(at.folder));
	const caseId = await world.case(agency, { reference: 'LF-1500' });
	await plansAndSends(caseId);
	await writes(caseId);
	await talks();
	await invites();
	for (const { secret, recoveryCodes, password } of [agency.officer, agency.supportWorker]) {
		secrets.push(['a password', password], ['the secret of an app', secret]);
		for (const code of recoveryCodes) secrets.push(['a recovery code', code]);
	}
	await world.close();
	places = await everywhere(at, app);
});
afterAll(async () => {
	await world?.close();
	await app?.stop();
	await sms?.close();
	await post?.close();
	await at?.close();
});

/** A plan, and a message over each channel: one that arrives, one that is refused, one that is lost. */
async function plansAndSends(caseId: CaseId): Promise<void> {
	const { supportWorker, officer } = agency;
	const cover = { cover_name: words.slice(0, 30), if_someone_else: `Say ${words}.` };
	const agreed = { safe_word: words, safe_word_prompt: `Ask for ${words}.` };
	const typed = typedPlan({ ...cover, ...agreed, routes: [phone, mail, ...typedPlan().routes] });
	await savePlan(world.desk, supportWorker, { caseId, typed });

	const issue = async (way: 'sms' | 'email') => {
		const wanted = { caseId, linkId: linkId.parse(uuid()), language: 'en', hours: 24, way };
		const issued = await links.issue(world.desk, officer, wanted);
		if (issued?.kind !== 'apart') throw new Error(`not issued: ${issued?.kind}`);
		if (!takenCodes.has(issued.code.pin)) secrets.push(['her code', issued.code.pin]);
	};
	const left = (texts: readonly string[]) => {
		for (const text of new Set(texts)) {
			const [, token] = /\/l\/([0-9a-z]{32})/.exec(text) ?? [];
			if (token) secrets.push(['her link', token]);
		}
	};
	sms.is(500);
	await issue('sms');
	await until('a try that fails', async () => sms.asked.length > 0);
	sms.is(400);
	await issue('sms');
	await until('a message that is refused', async () => sms.asked.length > 1);
	sms.is('well');
	await issue('sms');
	await until('a message that arrives', async () => sms.sent().length > 0);
	left(sms.asked.map(({ body }) => body.text));
	post.is('accepts and drops');
	await issue('email');
	await until('a mail', async () => post.mails.length > 0);
	left(post.mails.map(({ text }) => text));
	post.is('well');
}

/** Notes over the page, also while the database fails with them in its hands; a flag by judgement. */
async function writes(caseId: CaseId): Promise<void> {
	for (const colleague of [agency.officer, agency.supportWorker]) {
		const visitor = await signedIn({ app }, colleague);
		const page = `/desk/cases/${caseId}/notes`;
		const note = () => visitor.post(`${page}?/write`, { id: uuid(), text: `She said ${words}.` });
		expect((await note()).status).toBe(303);
		await whileItFails(at, 'note', 'before insert', async () => {
			expect((await note()).status).toBeGreaterThanOrEqual(500);
		});
		expect((await visitor.get(page)).body).toContain(words);
		await visitor.post(`${page}?/write`, { id: uuid(), text: words.repeat(200) });
		await visitor.get(`/desk/cases?q=${words}`);
	}
	const judgement = {
		judgementId: judgementId.parse(uuid()),
		severity: 'high',
		lanes: []
	} as const;
	const reason = `Her voice was ${words}.`;
	await judgements.raise(world.desk, agency.supportWorker, { caseId, ...judgement, reason });
	await world.settled();
}

/** Asked together: her answers, and what the worker saw, saved as they go and sent. */
async function talks(): Promise<void> {
	const talk = new Worker(world.desk, agency.supportWorker, await world.case(agency));
	expect(await talk.begins()).toEqual({ kind: 'talk' });
	const said = { CN1: 'both', CN2: 'yes', SF1: '-2', R1: ['kill'], V1: '4', V2: `He ${words}` };
	expect(await talk.saves(said, { note: `She ${words}.` })).toMatchObject({ kind: 'saved' });
	expect(await talk.sends()).toMatchObject({ kind: 'sent' });
	await world.settled();
}

/** A set-up link that goes by mail, and one on paper. */
async function invites(): Promise<void> {
	const admin = { ...agency.admin, steppedUp: true };
	const invite = (way: 'mail' | 'print') =>
		team.people.invite(world.desk, admin, {
			...{ staffId: staffId.parse(uuid()), name: 'Clover Ash', way, languages: ['en'] },
			...{ email: `clover.${way}@larkfield.example`, role: 'officer' },
			...{ organisationId: agency.organisations.police, unitId: agency.unit }
		});
	const printed = await invite('print');
	if (printed?.kind !== 'invited' || !printed.card)
		throw new Error(`not invited: ${printed?.kind}`);
	secrets.push(['a set-up link', printed.card.address.slice(-32)]);
	expect(await invite('mail')).toMatchObject({ kind: 'invited' });
	const mailed = () =>
		post.mails.flatMap(({ text }) => /\/set-up\/([0-9a-z]{32})/.exec(text)?.[1] ?? []);
	await until('the mail with the set-up link', async () => mailed().length > 0);
	for (const token of mailed()) secrets.push(['a set-up link', token]);
}

test('H15 what staff write and what is sent are in no log, no table, no raw file and no WAL', () => {
	const kinds = new Set(secrets.map(([what]) => what));
	expect([...kinds].toSorted()).toEqual([
		'a password',
		'a recovery code',
		'a set-up link',
		'her code',
		'her link',
		'her mail',
		'her number',
		'the secret of an app',
		'what was written'
	]);
	expect(secrets.filter(([what]) => what === 'her link')).toHaveLength(4);
	const found = secrets.flatMap(([what, secret]) => placesOf(secret, what, places));
	expect(found).toEqual([]);
});
