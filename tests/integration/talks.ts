import { v7 as uuid } from 'uuid';
import { expect } from 'vitest';
import { contactPlan } from '#lib/domain/contact/index.ts';
import { linkId, planId, type CaseId } from '#lib/domain/ids.ts';
import type { StoredAnswers } from '#lib/domain/questionnaire/index.ts';
import { sealedResponse } from '#lib/domain/response.ts';
import type { Staff } from '#lib/server/desk/access/index.ts';
import * as links from '#lib/server/desk/links/index.ts';
import * as notes from '#lib/server/desk/notes/index.ts';
import { openFlag, openRevision } from '#lib/server/platform/crypto/open/index.ts';
import { sealContactPlan } from '#lib/server/platform/crypto/seal/index.ts';
import { withAgency } from '#lib/server/platform/db/client.ts';
import { Worker } from '../support/talk.ts';
import type { World } from './desk-world.ts';

export const gate: StoredAnswers = { CN1: 'both', CN2: 'yes' };
export const short: StoredAnswers = {
	...gate,
	SF1: '-1',
	SF2: '1',
	H2: ['stalk'],
	R1: ['none'],
	V1: '2'
};

export type Talks = ReturnType<typeof talksIn>;

/** Talks of this world, and what is stored of them. */
export function talksIn(w: World) {
	const worker = (staff: Staff, caseId: CaseId) => new Worker(w.desk, staff, caseId);

	/** A talk with consent given, on a new case. */
	async function begun(staff: Staff = w.quill) {
		const caseId = await w.openCase();
		const talk = worker(staff, caseId);
		expect(await talk.begins()).toEqual({ kind: 'talk' });
		return talk;
	}

	const talkRow = async (id: string) => (await w.superuser`select * from talk where id = ${id}`)[0];
	const checkInOf = async (caseId: CaseId) =>
		w.superuser`select point, state from check_in where case_id = ${caseId} order by made_at, id`;

	const keyOf = (caseId: CaseId) =>
		withAgency(w.desk.db, w.agencyId, (tx) =>
			w.desk.keys.caseKey(tx, { agencyId: w.agencyId, caseId })
		);

	/** What is stored of a case, opened, in the order in which it came. */
	async function told(caseId: CaseId) {
		const key = await keyOf(caseId);
		const rows = await w.superuser`
			select * from response_revision where case_id = ${caseId} order by saved_at, id`;
		return Promise.all(
			rows.map(async (row) => ({
				kind: row.kind,
				from: row.talk_id,
				...sealedResponse.parse(
					await openRevision({
						key,
						agencyId: w.agencyId,
						caseId,
						responseId: row.response_id,
						revisionId: row.id,
						questionnaireVersion: row.questionnaire_version,
						sealed: row.sealed
					})
				)
			}))
		);
	}

	async function codesOf(caseId: CaseId): Promise<string[]> {
		const at = { agencyId: w.agencyId, caseId };
		const key = await keyOf(caseId);
		const rows = await w.superuser`select * from flag where case_id = ${caseId}`;
		const codes = rows.map(async (row) => {
			const opened = await openFlag({
				key,
				...at,
				flagId: row.id,
				revisionId: row.revision_id,
				concernId: row.concern_id,
				rulesetVersion: row.ruleset_version,
				sealed: row.sealed
			});
			return (opened as { code: string }).code;
		});
		return (await Promise.all(codes)).toSorted();
	}

	async function savePlan(caseId: CaseId): Promise<void> {
		const [row] = await w.superuser`select public_key from case_key where case_id = ${caseId}`;
		const id = planId.parse(uuid());
		const content = contactPlan.parse({
			routes: [],
			timeZone: 'Europe/Lisbon',
			mayContact: 'either',
			cover: 'a',
			coverName: 'the library',
			safeWord: 'marzipan',
			safeWordPrompt: 'the cake she likes',
			inDanger: 'call',
			language: 'pl',
			adult: true
		});
		const place = { agencyId: w.agencyId, caseId, planId: id, planVersion: 1 };
		const sealed = await sealContactPlan({ ...place, publicKey: row?.public_key, content });
		await w.superuser`insert into contact_plan (agency_id, case_id, version, id, sealed, made_by)
			values (${w.agencyId}, ${caseId}, 1, ${id}, ${sealed}, ${w.quill.staffId})`;
	}

	async function issue(caseId: CaseId): Promise<string> {
		const id = linkId.parse(uuid());
		const issued = await links.issue(w.desk, w.vale, {
			caseId,
			linkId: id,
			language: 'en',
			hours: 24
		});
		if (issued?.kind !== 'issued') throw new Error('no link');
		return id;
	}

	const linkState = async (id: string) =>
		(await w.superuser`select state from link where id = ${id}`)[0]?.state;

	async function notesOf(caseId: CaseId) {
		const rows = await w.superuser`select * from note where case_id = ${caseId}`;
		const at = { agencyId: w.agencyId, caseId };
		const key = await keyOf(caseId);
		return Promise.all(
			rows.map(async (row) => ({
				kind: row.kind,
				text: await notes.textOf(key, at, {
					id: row.id,
					authorId: row.author_id,
					sealed: row.sealed
				})
			}))
		);
	}

	return { begun, worker, talkRow, checkInOf, told, codesOf, savePlan, issue, linkState, notesOf };
}
