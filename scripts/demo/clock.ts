import type { Sql } from 'postgres';

/**
 * Moves Heard's clock: half a year of check-ins is made by the real code, each on its day. Only the
 * superuser of the embedded database can, and production refuses a database where somebody did.
 */
export async function setClock(superuser: Sql, at: Date | null): Promise<void> {
	const body = at
		? `select now() + (timestamptz '${at.toISOString()}' - timestamptz '${(await realNow(superuser)).toISOString()}')`
		: 'select now()';
	await superuser.unsafe(
		`create or replace function public.heard_now() returns timestamptz
		language sql stable parallel safe as $$ ${body} $$`
	);
}

export async function realNow(superuser: Sql): Promise<Date> {
	const [row] = await superuser<{ now: Date }[]>`select now() as now`;
	if (!row) throw new Error('the database gave no time');
	return row.now;
}
