import type { Sql } from 'postgres';
import { v7 as uuid } from 'uuid';
import {
	revisionId,
	type AgencyId,
	type CaseId,
	type ResponseId,
	type RevisionId
} from '../../src/lib/domain/ids.ts';
import {
	formFacts,
	type FormFacts,
	type StoredAnswers
} from '../../src/lib/domain/questionnaire/index.ts';
import { sealRevision } from '../../src/lib/server/platform/crypto/seal/index.ts';

/** Answers arrive, sealed and stored as intake does it, without a visit. */
export async function arrives(
	superuser: Sql,
	{
		answers,
		facts = {},
		kind = 'sent',
		publicKey,
		...place
	}: {
		agencyId: AgencyId;
		caseId: CaseId;
		responseId: ResponseId;
		/** Of the case. */
		publicKey: Uint8Array;
		answers: StoredAnswers;
		/** Beside support that keeps its own confidentiality. */
		facts?: Partial<FormFacts>;
		kind?: 'sent' | 'unsent';
	}
): Promise<RevisionId> {
	const id = revisionId.parse(uuid());
	const sealed = await sealRevision({
		...place,
		publicKey,
		revisionId: id,
		questionnaireVersion: '2026-11',
		content: {
			answers,
			facts: formFacts.parse({
				hasSupportWorker: true,
				hasSupportOrg: true,
				supportConfidential: true,
				...facts
			}),
			language: 'en',
			mode: 'self',
			secondsOnForm: 300,
			consentVersion: 'cn0-2026-11'
		}
	});
	await superuser`
		insert into response_revision
			(agency_id, id, response_id, case_id, kind, questionnaire_version, sealed)
		values (${place.agencyId}, ${id}, ${place.responseId}, ${place.caseId}, ${kind}, '2026-11', ${sealed})`;
	return id;
}
