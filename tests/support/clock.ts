import type { Sql } from 'postgres';

/**
 * Moves Heard's clock: nothing in the tests sleeps. Only the superuser can, by replacing the body of
 * heard_now(); the production start refuses a database where somebody did.
 */
export function clockOf(superuser: Sql) {
	let seconds = 0;
	const set = async (to: number) => {
		seconds = to;
		const body = to === 0 ? 'select now()' : `select now() + interval '${to.toFixed(3)} seconds'`;
		await superuser.unsafe(
			`create or replace function public.heard_now() returns timestamptz
			language sql stable parallel safe as $$ ${body} $$`
		);
	};
	return {
		/** Forward, or back with a negative number. */
		advance: (by: { minutes?: number; seconds?: number; hours?: number; days?: number }) =>
			set(
				seconds +
					(by.seconds ?? 0) +
					(by.minutes ?? 0) * 60 +
					(by.hours ?? 0) * 3600 +
					(by.days ?? 0) * 86400
			),
		/** So many seconds beside the real time. */
		set,
		reset: () => set(0),
		now: async () => {
			const [row] = await superuser<{ now: Date }[]>`select heard_now() as now`;
			if (!row) throw new Error('no time');
			return row.now;
		}
	};
}
export type Clock = ReturnType<typeof clockOf>;
