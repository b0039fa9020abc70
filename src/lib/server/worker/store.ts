import { sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Aside } from './aside.ts';

/** One text of a statement however many are aside: each text is planned for itself. */
export const besides = (column: PgColumn, aside: Aside): SQL =>
	sql`${column} <> all(${`{${[...aside].join(',')}}`}::uuid[])`;
