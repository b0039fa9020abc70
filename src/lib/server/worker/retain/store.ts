import { sql } from 'drizzle-orm';
import type { Database } from '#lib/server/platform/db/client.ts';

const ended = sql`(link.state <> 'open' or link.expires_at <= heard_now())`;

/** Form facts speak of an order and of children: a link that has ended forgets them. */
export async function forgetFormFacts(db: Database): Promise<number> {
	const done = await db.execute(sql`
		update link set form_facts = null where form_facts is not null and ${ended}
	`);
	return done.count;
}

/** Drafts of ended links, once everything in them is filed and nobody is still answering. */
export async function dropDrafts(db: Database): Promise<number> {
	const done = await db.execute(sql`
		delete from draft using link
		where link.agency_id = draft.agency_id and link.id = draft.link_id and ${ended}
			and (draft.due_at is null or draft.version <= draft.filed_version)
			and not exists (
				select 1 from visit
				where visit.agency_id = draft.agency_id and visit.draft_id = draft.id
					and visit.state = 'open' and visit.seen_at > heard_now() - interval '15 minutes'
					and visit.started_at > heard_now() - interval '2 hours'
			)
	`);
	return done.count;
}

/** Visits are of no use a day after their last request, counters an hour after their window. */
export async function dropStale(db: Database): Promise<number> {
	const visits = await db.execute(sql`
		delete from visit using link
		where link.agency_id = visit.agency_id and link.id = visit.link_id and ${ended}
			and visit.seen_at < heard_now() - interval '1 day'
	`);
	const counters = await db.execute(sql`delete from throttle where expires_at < heard_now()`);
	const sessions = await db.execute(
		sql`delete from session where created_at < heard_now() - interval '1 day'`
	);
	return visits.count + counters.count + sessions.count;
}
