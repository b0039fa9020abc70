import { draftState, type DraftState } from '../../../src/lib/domain/draft.ts';
import {
	sealedFlag,
	sealedResponse,
	type SealedFlag,
	type SealedResponse
} from '../../../src/lib/domain/response.ts';
import type {
	AgencyId,
	CaseId,
	ConcernId,
	DraftId,
	FlagId,
	LinkId,
	ResponseId,
	RevisionId,
	TalkId
} from '../../../src/lib/domain/ids.ts';
import type { Lane } from '../../../src/lib/domain/concern/index.ts';
import { aad } from '../../../src/lib/server/platform/crypto/aad.ts';
import { openBox } from '../../../src/lib/server/platform/crypto/box.ts';
import { labels } from '../../../src/lib/server/platform/crypto/labels.ts';
import * as open from '../../../src/lib/server/platform/crypto/open/index.ts';
import { unpad } from '../../../src/lib/server/platform/crypto/padding.ts';
import type { Ground } from '../../support/heard.ts';
import type { World } from '../../support/world.ts';

// Everything there is, as the superuser sees it, and opened with the keys of the test. What does not
// open is null here and a breach of I8.

type InCase = { agencyId: AgencyId; caseId: CaseId };

export type LinkRow = InCase & { id: LinkId; responseId: ResponseId; state: string };
export type VisitRow = { linkId: LinkId; draftId: DraftId; state: string };
export type Draft = { id: DraftId; linkId: LinkId; state: DraftState | null };
export type Revision = InCase & {
	id: RevisionId;
	responseId: ResponseId;
	linkId: LinkId | null;
	draftId: DraftId | null;
	talkId: TalkId | null;
	kind: 'sent' | 'unsent';
	isAssessed: boolean;
	content: SealedResponse | null;
};
export type FiledFlag = InCase & {
	id: FlagId;
	concernId: ConcernId | null;
	revisionId: RevisionId | null;
	severity: string;
	/** Null for T-UNREADABLE, which has nothing sealed. */
	sealed: Uint8Array | null;
	content: SealedFlag | null;
	lanes: Lane[];
};
export type Concern = { id: ConcernId; caseId: CaseId; isOpen: boolean; lanes: Lane[] };
export type AuditRow = {
	agencyId: AgencyId;
	seq: bigint;
	micros: bigint;
	body: string;
	prev: Buffer;
	hash: Buffer;
};

export type View = {
	links: LinkRow[];
	visits: VisitRow[];
	drafts: Draft[];
	revisions: Revision[];
	flags: FiledFlag[];
	concerns: Concern[];
	audit: AuditRow[];
	heads: { agencyId: AgencyId; seq: bigint; hash: Buffer }[];
	pending: number;
	/** Revisions that stand at the head of their officer's queue as "just arrived". */
	arrived: Set<string>;
};

export async function look(
	world: World,
	{ superuser }: Pick<Ground, 'superuser'>,
	arrived: Set<string>
): Promise<View> {
	const links = await superuser<LinkRow[]>`
		select agency_id as "agencyId", case_id as "caseId", id, response_id as "responseId", state
		from link`;
	const visits = await superuser<VisitRow[]>`
		select link_id as "linkId", draft_id as "draftId", state from visit`;
	const concerns = await superuser<Concern[]>`
		select id, case_id as "caseId", closed_at is null as "isOpen",
			array(select lane from concern_lane l where l.concern_id = concern.id order by lane) as lanes
		from concern`;
	const audit = await superuser<AuditRow[]>`
		select agency_id as "agencyId", seq::int8 as seq, body, prev, hash,
			(extract(epoch from at) * 1000000)::int8 as micros
		from audit_event order by agency_id, seq`;
	const heads = await superuser<View['heads']>`
		select agency_id as "agencyId", seq::int8 as seq, hash from audit_head`;
	const [pending] = await superuser<{ count: number }[]>`
		select count(*)::int as count from audit_pending`;
	return {
		links,
		visits,
		concerns,
		audit: audit.map((row) => ({ ...row, seq: BigInt(row.seq), micros: BigInt(row.micros) })),
		heads: heads.map((row) => ({ ...row, seq: BigInt(row.seq) })),
		pending: pending?.count ?? 0,
		arrived,
		drafts: await drafts(world, superuser),
		revisions: await revisions(world, superuser),
		flags: await flags(world, superuser)
	};
}

type Superuser = Ground['superuser'];

const keyOf = (world: World, { agencyId, caseId }: InCase) =>
	world.desk.keys.caseKey(world.pools.worker.db, { agencyId, caseId });

async function revisions(world: World, superuser: Superuser): Promise<Revision[]> {
	type Row = Omit<Revision, 'content'> & { sealed: Buffer; questionnaireVersion: string };
	const rows = await superuser<Row[]>`
		select agency_id as "agencyId", case_id as "caseId", id, response_id as "responseId", kind,
			link_id as "linkId", draft_id as "draftId", talk_id as "talkId", assessed_at is not null as "isAssessed", sealed,
			questionnaire_version as "questionnaireVersion"
		from response_revision order by saved_at, id`;
	return Promise.all(
		rows.map(async ({ sealed, questionnaireVersion, ...row }) => ({
			...row,
			content: await orNull(async () =>
				sealedResponse.parse(
					await open.openRevision({
						...row,
						key: await keyOf(world, row),
						revisionId: row.id,
						questionnaireVersion,
						sealed
					})
				)
			)
		}))
	);
}

/** As the worker opens them: with the key that was sealed to the case, not with token and PIN. */
async function drafts(world: World, superuser: Superuser): Promise<Draft[]> {
	type Row = InCase & {
		id: DraftId;
		linkId: LinkId;
		responseId: ResponseId;
		version: number;
		stateBox: Buffer;
		keySealed: Buffer;
		questionnaireVersion: string;
	};
	const rows = await superuser<Row[]>`
		select d.agency_id as "agencyId", l.case_id as "caseId", d.id, d.link_id as "linkId",
			l.response_id as "responseId", d.version, d.state_box as "stateBox",
			d.key_sealed as "keySealed", l.questionnaire_version as "questionnaireVersion"
		from draft d join link l on l.agency_id = d.agency_id and l.id = d.link_id`;
	return Promise.all(
		rows.map(async (row) => ({
			id: row.id,
			linkId: row.linkId,
			state: await orNull(async () => {
				const key = await open.openDraftKey({
					...row,
					key: await keyOf(world, row),
					draftId: row.id,
					sealed: row.keySealed
				});
				const place = aad(labels.draft, row.agencyId, row.linkId, row.id, row.version);
				return draftState.parse(unpad(openBox(key, row.stateBox, place)));
			})
		}))
	);
}

async function flags(world: World, superuser: Superuser): Promise<FiledFlag[]> {
	type Row = Omit<FiledFlag, 'content'> & { sealed: Buffer | null; rulesetVersion: string };
	const rows = await superuser<Row[]>`
		select agency_id as "agencyId", case_id as "caseId", id, concern_id as "concernId",
			revision_id as "revisionId", severity, sealed, ruleset_version as "rulesetVersion",
			array(select lane from flag_lane l where l.flag_id = flag.id order by lane) as lanes
		from flag order by filed_at, id`;
	return Promise.all(
		rows.map(async ({ rulesetVersion, ...row }) => ({
			...row,
			content: await orNull(async () => {
				if (!row.sealed) return null;
				const key = await keyOf(world, row);
				const opened = await open.openFlag({
					...row,
					key,
					sealed: row.sealed,
					flagId: row.id,
					rulesetVersion
				});
				return sealedFlag.parse(opened);
			})
		}))
	);
}

async function orNull<Opened>(work: () => Promise<Opened>): Promise<Opened | null> {
	try {
		return await work();
	} catch {
		return null;
	}
}
