import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agencyId, revisionId, responseId, type CaseId } from '../../src/lib/domain/ids.ts';
import { formFacts } from '../../src/lib/domain/questionnaire/index.ts';
import { sealRevision } from '../../src/lib/server/platform/crypto/seal/index.ts';
import { breaches } from '../faults/checker.ts';
import { said } from '../faults/said.ts';
import { secondLink } from '../support/links.ts';
import { stage, type Stage } from '../support/stage.ts';
import { concernsIn, toldIn } from '../support/told.ts';
import { until } from '../support/until.ts';
import type { HandedLink } from '../support/world.ts';

let s: Stage;
beforeAll(async () => {
	s = await stage('h16_told_twice');
});
afterAll(() => s?.close());

const lastPage = 'Thank you.';
const kindsIn = async (caseId: CaseId) => (await toldIn(s, caseId)).map(({ kind }) => kind);

/** Everything of the draft of this link is filed, by whoever does the work. */
const untilFiled = (caseId: CaseId) =>
	until('an unsent revision', async () => (await kindsIn(caseId)).includes('unsent'));

/** What a test has put into the database itself stands on no record (I6). */
const otherBreaches = async () =>
	(await breaches(s.world, s.at)).filter((one) => !one.startsWith('I6'));

describe('one check-in, told in two ways', () => {
	const toSend = async (link: HandedLink, words: string) => {
		const victim = s.browser(link);
		await victim.opens();
		await victim.goesOn({ ...said, Z1: words });
		return victim;
	};

	test('H16 a Send over a second link is filed as unsent, and both see the last page', async () => {
		const { caseId, link } = await s.someone();
		const second = await secondLink(s.at, s.world, link);
		const one = await toSend(link, 'told over the card');
		const other = await toSend(second, 'told over the message');

		await one.presses('send');
		await other.presses('send');
		for (const victim of [one, other]) expect((await victim.seesPage()).body).toContain(lastPage);
		await untilFiled(caseId);
		await s.world.settled();

		const told = await toldIn(s, caseId);
		expect(told.map(({ kind, answers }) => `${kind}: ${String(answers?.Z1)}`).toSorted()).toEqual([
			'sent: told over the card',
			'unsent: told over the message'
		]);
		expect(await concernsIn(s, caseId)).toHaveLength(1);
		expect(await otherBreaches()).toEqual([]);
	});

	test('H16 the same at the same moment: one is sent, the other unsent', async () => {
		const { caseId, link } = await s.someone();
		const second = await secondLink(s.at, s.world, link);
		const both = [await toSend(link, 'one'), await toSend(second, 'other')];
		await Promise.all(both.map((victim) => victim.presses('send')));
		for (const victim of both) expect((await victim.seesPage()).body).toContain(lastPage);
		await untilFiled(caseId);
		await s.world.settled();
		expect((await kindsIn(caseId)).toSorted()).toEqual(['sent', 'unsent']);
		const words = (await toldIn(s, caseId)).map(({ answers }) => answers?.Z1);
		expect(words.toSorted()).toEqual(['one', 'other']);
		expect(await concernsIn(s, caseId)).toHaveLength(1);
	});

	test('H16 a Send over a link that was replaced while she wrote is filed as unsent', async () => {
		const { caseId, link } = await s.someone();
		const victim = await toSend(link, 'told over the first card');
		await s.world.link(s.agency, caseId);
		await victim.presses('send');
		expect((await victim.seesPage()).body).toContain(lastPage);
		await untilFiled(caseId);
		await s.world.settled();
		expect(await toldIn(s, caseId)).toMatchObject([
			{ kind: 'unsent', answers: { Z1: 'told over the first card' } }
		]);
	});

	test('H16 "ask me no more" over a link that was replaced meanwhile is not lost either', async () => {
		const { caseId, link, victim } = await s.someone();
		await victim.opens();
		await s.world.link(s.agency, caseId);
		await victim.answers('CN0', 'never');
		expect((await victim.seesPage()).status).toBe(200);
		await s.world.settled();
		expect(await toldIn(s, caseId)).toEqual([
			{ kind: 'unsent', linkId: link.linkId, answers: { CN0: 'never' } }
		]);
		const drafts = await s.at.superuser`select 1 from draft where link_id = ${link.linkId}`;
		expect(drafts).toHaveLength(0);
	});

	test('H16 a Send after a talk about the same check-in is filed as unsent', async () => {
		const { caseId, link } = await s.someone();
		const victim = await toSend(link, 'told by herself');
		await talkAbout(link);
		await victim.presses('send');
		expect((await victim.seesPage()).body).toContain(lastPage);
		await untilFiled(caseId);
		await s.world.settled();
		const told = await toldIn(s, caseId);
		expect(told.map(({ kind, answers }) => `${kind}: ${String(answers?.Z1)}`).toSorted()).toEqual([
			'sent: told in a talk',
			'unsent: told by herself'
		]);
		expect(await concernsIn(s, caseId)).toHaveLength(1);
	});

	/** What a worker writes down in a talk, while the link is still open. */
	async function talkAbout({ linkId }: HandedLink): Promise<void> {
		const [row] = await s.at.superuser`select * from link where id = ${linkId}`;
		if (!row) throw new Error('no link');
		const place = {
			agencyId: agencyId.parse(row.agency_id),
			caseId: row.case_id,
			responseId: responseId.parse(row.response_id),
			revisionId: revisionId.parse(uuid()),
			questionnaireVersion: row.questionnaire_version
		};
		const sealed = await sealRevision({
			...place,
			publicKey: row.case_public_key,
			content: {
				answers: { ...said, Z1: 'told in a talk' },
				facts: formFacts.parse({}),
				language: 'en',
				mode: 'phone',
				secondsOnForm: null,
				consentVersion: 'cn0-2026-11'
			}
		});
		await s.at.superuser`
			insert into response_revision
				(agency_id, id, response_id, case_id, kind, questionnaire_version, sealed)
			values (${place.agencyId}, ${place.revisionId}, ${place.responseId}, ${place.caseId}, 'sent',
				${place.questionnaireVersion}, ${sealed})`;
	}
});
