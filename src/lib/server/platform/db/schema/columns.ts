import { sql } from 'drizzle-orm';
import { customType, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { AgencyId } from '#lib/domain/ids.ts';

/** Sealed text, boxes, keys and keyed hashes. */
export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({
	dataType: () => 'bytea'
});

/** A moment, in UTC. The database judges it, always through heard_now(). */
export const moment = () => timestamp({ withTimezone: true, mode: 'date' });

/** A moment that the database sets when the row is made. */
export const madeAt = () =>
	moment()
		.notNull()
		.default(sql`heard_now()`);

/** First column of every key: PostgreSQL can be distributed by it, and no query can forget it. */
export const agency = () => uuid().notNull().$type<AgencyId>();
