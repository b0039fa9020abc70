import type { Sql } from 'postgres';

// A mail to staff goes its way, or fails, while a test looks: that there is no other one is what counts.
const lasting: Record<string, string> = {
	notice: '(t.agency_id, t.id, t.staff_id, t.kind, t.made_at)'
};

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
		const words = superuser.unsafe(`${lasting[name] ?? 't'}::text`);
		const [row] = await superuser<{ print: string }[]>`
			select md5(coalesce(string_agg(${words}, e'\n' order by ${words}), '')) as print
			from ${superuser(name)} t`;
		found[name] = row?.print ?? '';
	}
	return found;
}
