import { sql, type SQL } from 'drizzle-orm';
import type { Database } from '#lib/server/platform/db/client.ts';

const ended = sql`(link.state <> 'open' or link.expires_at <= heard_now())`;

const count = async (db: Database, statement: SQL) => (await db.execute(statement)).count;

/** Form facts speak of an order and of children: a link that has ended forgets them. */
export const forgetFormFacts = (db: Database): Promise<number> =>
	count(
		db,
		sql`
			update link set form_facts = null
			where (agency_id, id) in (
				select agency_id, id from link where form_facts is not null and ${ended}
				for no key update skip locked
			)
		`
	);

/** Drafts of ended links, once everything in them is filed and nobody is still answering. */
export const dropDrafts = (db: Database): Promise<number> =>
	count(
		db,
		sql`
			delete from draft where (agency_id, id) in (
				select draft.agency_id, draft.id from draft
					join link on link.agency_id = draft.agency_id and link.id = draft.link_id
				where ${ended} and (draft.due_at is null or draft.version <= draft.filed_version)
					and not exists (
						select 1 from visit
						where visit.agency_id = draft.agency_id and visit.draft_id = draft.id
							and visit.state = 'open' and visit.seen_at > heard_now() - interval '15 minutes'
							and visit.started_at > heard_now() - interval '2 hours'
					)
				for update of draft skip locked
			)
		`
	);

/** A talk that has ended keeps who held it; what was said in it is in its revision. */
export const emptyTalks = (db: Database): Promise<number> =>
	count(
		db,
		sql`
			update talk set sealed = '', form_facts = null
			where (agency_id, id) in (
				select agency_id, id from talk
				where state <> 'open' and sealed <> '' and (due_at is null or version <= filed_version)
				for update skip locked
			)
		`
	);

/** Of no use a day after their last request. */
export const dropVisits = (db: Database): Promise<number> =>
	count(
		db,
		sql`
			delete from visit using link
			where link.agency_id = visit.agency_id and link.id = visit.link_id and ${ended}
				and visit.seen_at < heard_now() - interval '1 day'
		`
	);

/** Of no use an hour after their window. */
export const dropCounters = async (db: Database): Promise<number> =>
	(await count(db, sql`delete from throttle where expires_at < heard_now()`)) +
	(await count(db, sql`delete from sign_in_throttle where expires_at < heard_now()`));

export const dropSessions = (db: Database): Promise<number> =>
	count(db, sql`delete from session where created_at < heard_now() - interval '1 day'`);

/** The address on a card that nobody showed in time leads nowhere, and is forgotten. */
export const endCards = (db: Database): Promise<number> =>
	count(
		db,
		sql`
			update delivery
			set state = 'cancelled', reason = 'link_ended', sealed = null, status_at = heard_now()
			from link
			where link.agency_id = delivery.agency_id and link.id = delivery.link_id and ${ended}
				and delivery.channel in ('card', 'aloud') and delivery.state = 'waiting'
		`
	);

/** What became of a message, 30 days after (monitoring.md 9.1). The case's history says that one went. */
export const dropMessages = (db: Database): Promise<number> =>
	count(
		db,
		sql`
			delete from delivery
			where state not in ('waiting', 'handing_over')
				and greatest(status_at, made_at) < heard_now() - interval '30 days'
		`
	);

export const dropNotices = (db: Database): Promise<number> =>
	count(
		db,
		sql`
			delete from notice
			where state in ('sent', 'failed') and made_at < heard_now() - interval '30 days'
		`
	);

/** Of no use from the moment they end. */
export const dropSignInSteps = (db: Database): Promise<number> =>
	count(db, sql`delete from sign_in_step where expires_at < heard_now()`);

/** Of no use from the moment they end; that they were made and used stands in the audit trail. */
export const dropSetupLinks = (db: Database): Promise<number> =>
	count(
		db,
		sql`
			delete from setup_link
			where expires_at < heard_now() or used_at < heard_now() - interval '1 hour'
		`
	);
