import type { Sql } from 'postgres';

/**
 * A fingerprint of the rows of every table: what nobody may have written is the same before and
 * after. Without `heartbeat`, which a resting worker writes too.
 */
export async function fingerprints(
	superuser: Sql,
	{ besides = [] }: { besides?: string[] } = {}
): Promise<Record<string, string>> {
	const left = new Set(['heartbeat', ...besides]);
	const tables = await superuser<{ name: string }[]>`
		select relname as name from pg_class
		where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by relname`;
	const found: Record<string, string> = {};
	for (const { name } of tables) {
		if (left.has(name)) continue;
		const [row] = await superuser<{ print: string }[]>`
			select md5(coalesce(string_agg(t::text, e'\n' order by t::text), '')) as print
			from ${superuser(name)} t`;
		found[name] = row?.print ?? '';
	}
	return found;
}
