import { and, eq, sql } from 'drizzle-orm';
import type { AgencyId, DraftId, LinkId } from '#lib/domain/ids.ts';
import type { FormFacts } from '#lib/domain/questionnaire/index.ts';
import type { LinkPlace } from '#lib/server/platform/crypto/kdf.ts';
import type { Database, Runner, Transaction } from '#lib/server/platform/db/client.ts';
import { draft, link, linkLookup, visit } from '#lib/server/platform/db/schema/index.ts';

/** How long a visit lives without a request, and at most. The database judges both. */
const IDLE = sql`interval '15 minutes'`;
const LONGEST = sql`interval '2 hours'`;
/** Misses of a network are counted for so long. */
const WINDOW = sql`interval '10 minutes'`;
const isLive = sql<boolean>`(${visit.seenAt} > heard_now() - ${IDLE} and ${visit.startedAt} > heard_now() - ${LONGEST})`;

const linkColumns = {
	agencyId: link.agencyId,
	linkId: link.id,
	caseId: link.caseId,
	casePublicKey: link.casePublicKey,
	responseId: link.responseId,
	questionnaireVersion: link.questionnaireVersion,
	placeMac: link.placeMac,
	pinVerifier: link.pinVerifier
};

export type FoundLink = LinkPlace & {
	placeMac: Uint8Array;
	locale: string;
	formFacts: FormFacts | null;
	pinVerifier: Uint8Array | null;
	/** Open, not at its end, tries left: judged by the database. */
	isOpen: boolean;
};

export async function findLink(db: Runner, hash: Uint8Array): Promise<FoundLink | null> {
	const [found] = await db
		.select({
			...linkColumns,
			locale: link.locale,
			formFacts: link.formFacts,
			isOpen: sql<boolean>`${link.state} = 'open' and ${link.expiresAt} > heard_now() and ${link.triesLeft} > 0`
		})
		.from(linkLookup)
		.innerJoin(link, and(eq(link.agencyId, linkLookup.agencyId), eq(link.id, linkLookup.linkId)))
		.where(eq(linkLookup.hash, hash));
	return found ?? null;
}

/**
 * One committed statement that does two things: counts a miss for the network, and takes a try
 * from the link. It stands alone and before the comparison: twenty guesses sent at once must
 * still cost twenty tries. For an unknown, dead or PIN-less link the second part meets no row.
 */
export async function takeTry(
	db: Runner,
	{ bucket, link: at }: { bucket: Uint8Array; link: { agencyId: string; linkId: string } }
): Promise<{ misses: number; tried: boolean }> {
	const [row] = await db.execute<{ misses: number; tried: boolean }>(sql`
		with missed as (
			insert into throttle (key, count, expires_at)
			values (${bucket}, 1, heard_now() + ${WINDOW})
			on conflict (key) do update set
				count = case when throttle.expires_at <= heard_now() then 1 else throttle.count + 1 end,
				expires_at = case when throttle.expires_at <= heard_now()
					then excluded.expires_at else throttle.expires_at end
			returning count
		), taken as (
			update link set tries_left = tries_left - 1, tried_at = heard_now()
			where agency_id = ${at.agencyId} and id = ${at.linkId}
				and state = 'open' and tries_left > 0 and expires_at > heard_now()
				and pin_verifier is not null
			returning 1
		)
		select missed.count as misses, exists (select 1 from taken) as tried from missed
	`);
	if (!row) throw new Error('the try was not counted');
	return row;
}

/** The right PIN costs nothing: neither a try nor a miss. */
export async function giveBack(
	tx: Transaction,
	{
		bucket,
		link: at,
		tried
	}: { bucket: Uint8Array; link: { agencyId: AgencyId; linkId: LinkId }; tried: boolean }
): Promise<void> {
	await tx.execute(sql`
		with missed as (
			update throttle set count = greatest(count - 1, 0) where key = ${bucket}
		)
		update link set tries_left = tries_left + ${tried ? 1 : 0}, opened_at = heard_now()
		where agency_id = ${at.agencyId} and id = ${at.linkId}
	`);
}

export type FoundDraft = {
	draftId: DraftId;
	salt: Uint8Array;
	stateBox: Uint8Array;
	version: number;
	visits: number;
};

/** The newest draft of a link, locked, with the number of visits that it has had. */
export async function findDraft(
	tx: Transaction,
	{ agencyId, linkId }: { agencyId: AgencyId; linkId: LinkId }
): Promise<FoundDraft | null> {
	const [found] = await tx
		.select({
			draftId: draft.id,
			salt: draft.salt,
			stateBox: draft.stateBox,
			version: draft.version,
			visits: sql<number>`(select count(*)::int from visit v where v.agency_id = ${draft.agencyId} and v.draft_id = ${draft.id})`
		})
		.from(draft)
		.where(and(eq(draft.agencyId, agencyId), eq(draft.linkId, linkId)))
		.orderBy(sql`${draft.savedAt} desc`)
		.limit(1)
		.for('update');
	return found ?? null;
}

/** At most three visits of a link are live: the longest idle ones end. */
export async function endIdlest(
	tx: Transaction,
	{ agencyId, linkId }: { agencyId: AgencyId; linkId: LinkId }
): Promise<void> {
	await tx.execute(sql`
		update visit set state = 'ended'
		where secret_hash in (
			select secret_hash from visit
			where agency_id = ${agencyId} and link_id = ${linkId} and state = 'open'
			order by seen_at desc, started_at desc offset 2
		)
	`);
}

export async function endVisit(db: Runner, secretHash: Uint8Array): Promise<void> {
	await db
		.update(visit)
		.set({ state: 'ended' })
		.where(and(eq(visit.secretHash, secretHash), eq(visit.state, 'open')));
}

export async function hasVisit(tx: Transaction, secretHash: Uint8Array): Promise<boolean> {
	const found = await tx
		.select({ linkId: visit.linkId })
		.from(visit)
		.where(eq(visit.secretHash, secretHash));
	return found.length > 0;
}

export async function addVisit(
	tx: Transaction,
	row: {
		secretHash: Uint8Array;
		agencyId: AgencyId;
		linkId: LinkId;
		draftId: DraftId;
		ordinal: number;
		keyBox: Uint8Array;
		locale: string;
	}
): Promise<void> {
	await tx.insert(visit).values(row);
}

/** Keeps a visit alive without saving anything, in this language; false when it is over. */
export async function keepVisit(
	db: Runner,
	secretHash: Uint8Array,
	language: string
): Promise<boolean> {
	const kept = await db
		.update(visit)
		.set({ seenAt: sql`heard_now()`, locale: language })
		.where(and(eq(visit.secretHash, secretHash), eq(visit.state, 'open'), isLive));
	return kept.count === 1;
}

/** Everything that one page of a visit needs. Built once: it is asked twice for every page of hers. */
const visitQuery = (db: Database) =>
	db
		.select({
			...linkColumns,
			state: visit.state,
			isLive,
			draftId: visit.draftId,
			ordinal: visit.ordinal,
			keyBox: visit.keyBox,
			locale: visit.locale,
			linkLocale: link.locale,
			secondsSince: sql<number>`extract(epoch from heard_now() - ${visit.seenAt})::int`,
			stateBox: draft.stateBox,
			version: draft.version,
			settings: sql<string>`(select a.intake_settings::text from agency a where a.id = ${visit.agencyId})`
		})
		.from(visit)
		.innerJoin(link, and(eq(link.agencyId, visit.agencyId), eq(link.id, visit.linkId)))
		.leftJoin(draft, and(eq(draft.agencyId, visit.agencyId), eq(draft.id, visit.draftId)))
		.where(eq(visit.secretHash, sql.placeholder('secretHash')))
		.prepare('find_visit');

const visitQueries = new WeakMap<Database, ReturnType<typeof visitQuery>>();

/** In one round trip. */
export async function findVisit(db: Database, secretHash: Uint8Array) {
	const query = visitQueries.get(db) ?? visitQuery(db);
	visitQueries.set(db, query);
	const [found] = await query.execute({ secretHash });
	return found ?? null;
}

export type FoundVisit = NonNullable<Awaited<ReturnType<typeof findVisit>>>;
