import type { Sql } from 'postgres';
import type { Staff } from '../../src/lib/server/desk/access/index.ts';
import * as cases from '../../src/lib/server/desk/cases/index.ts';
import type { Agency, World } from '../support/world.ts';
import { at as quantile } from './check-ins.ts';

/** Cases of one agency in the benchmark. */
export const CASES = 100_000;
const UNITS = 40;
const OFFICERS = 400;
/** One of so many is open; the others are kept, closed, for years. */
const OPEN_OF = 5;
const ROUNDS = 40;

export type CaseTimes = Record<string, { p50: number; p95: number }>;

/**
 * 100,000 invented cases, put in by the superuser: 40 units, 400 officers, six rounds each, one in
 * five open. The officer, the supervisor and the support worker of `agency` have their share.
 */
export async function seedCases(superuser: Sql, { agency }: { agency: Agency }): Promise<void> {
	const { id, organisations, unit, officer, deputy, supervisor, supportWorker } = agency;
	await superuser.begin(async (tx) => {
		// a hundred thousand rows of ours need no check against each other
		await tx`set local session_replication_role = replica`;
		await tx`
			insert into unit (agency_id, id, organisation_id, name, supervisor_id)
			select ${id}, gen_random_uuid(), ${organisations.police}, 'Unit ' || n, null
			from generate_series(2, ${UNITS}) n`;
		await tx`
			create temporary table units on commit drop as
			select id, row_number() over (order by id = ${unit} desc, id) as n
			from unit where agency_id = ${id}`;
		await tx`
			insert into staff (agency_id, id, organisation_id, unit_id, role, name, email)
			select ${id}, gen_random_uuid(), ${organisations.police}, u.id, 'officer', 'Officer ' || m,
				'officer' || m || '@bench.example'
			from generate_series(1, ${OFFICERS}) m join units u on u.n = 1 + m % ${UNITS}`;
		await tx`
			create temporary table officers on commit drop as
			select id, unit_id, row_number() over (partition by unit_id order by id = ${officer.staffId} desc,
				id = ${deputy.staffId} desc, id) as n, count(*) over (partition by unit_id) as of_unit
			from staff where agency_id = ${id} and role = 'officer' and unit_id is not null`;
		await tx`
			insert into "case" (agency_id, id, reference, unit_id, responsible_officer_id, deputy_officer_id,
				support_organisation_id, support_worker_id, intervention_on, opened_at, closed_at)
			select ${id}, gen_random_uuid(),
				'LF-' || (2016 + m % 11) || '/' || lpad(m::text, 6, '0'),
				u.id, o.id, d.id, ${organisations.support},
				case when m % 300 = 0 then ${supportWorker.staffId}::uuid end,
				date '2026-11-16' - (m % 3600)::int,
				now() - make_interval(days => (m % 3600)::int),
				case when m % ${OPEN_OF} <> 0 then now() - make_interval(days => (m % 300)::int) end
			from generate_series(1, ${CASES}) m
			join units u on u.n = 1 + (m / 7) % ${UNITS}
			join officers o on o.unit_id = u.id and o.n = 1 + (m / 3) % o.of_unit
			join officers d on d.unit_id = u.id and d.n = 1 + (m / 3 + 1) % d.of_unit`;
		// nobody's worker is named on most: the organisation would have all of them
		await tx`update "case" set support_organisation_id = null
			where agency_id = ${id} and support_worker_id is null and reference like 'LF-%'`;
		await tx`
			insert into check_in (agency_id, id, case_id, point, state, due_at)
			select ${id}, gen_random_uuid(), c.id, p.point,
				case when c.closed_at is not null then 'cancelled'
					when c.intervention_on + p.days < date '2026-11-10' then 'sent' else 'planned' end,
				c.intervention_on + p.days + time '12:00'
			from "case" c
			cross join (values ('T3', 3), ('T14', 14), ('T30', 30), ('T90', 90), ('T182', 182),
				('T365', 365)) as p (point, days)
			where c.agency_id = ${id}`;
		await tx`update unit set supervisor_id = ${supervisor.staffId}
			where agency_id = ${id} and id = ${unit}`;
	});
	await superuser`analyze "case", check_in, staff, unit`;
}

/** p50 and p95 in milliseconds of the list, the search and the case page, over the desk's verbs. */
export async function timeCases(world: World, { agency }: { agency: Agency }): Promise<CaseTimes> {
	const { desk } = world;
	const list = (staff: Staff, look: cases.CasesLook) => async () => {
		const view = await cases.list(desk, staff, look);
		if (!view) throw new Error('no list');
		return view;
	};
	const own = await world.case(agency, { hasLiveOrder: true, hasChildren: true });
	const page = async () => {
		if (!(await cases.read(desk, agency.officer, own))) throw new Error('no case');
	};
	const { officer, supervisor, supportWorker } = agency;
	const next = (await list(supervisor, {})()).next;
	const asked: [string, () => Promise<unknown>][] = [
		['list, officer', list(officer, {})],
		['list, supervisor', list(supervisor, {})],
		['list, supervisor, page 2', list(supervisor, { after: next })],
		['list, support worker', list(supportWorker, {})],
		['by intervention', list(supervisor, { sort: 'intervention' })],
		['by next check-in', list(supervisor, { sort: 'due' })],
		['by next check-in, officer', list(officer, { sort: 'due' })],
		['open and closed', list(supervisor, { filter: 'all' })],
		['with a concern', list(supervisor, { filter: 'concern' })],
		['overdue', list(supervisor, { filter: 'overdue' })],
		['not planned', list(supervisor, { filter: 'unplanned' })],
		['officer not on duty', list(supervisor, { filter: 'unmanned' })],
		['closed', list(supervisor, { filter: 'closed', sort: 'intervention' })],
		['search, beginning', list(supervisor, { q: 'LF-2019/01' })],
		['search, end', list(supervisor, { q: '4242' })],
		['search, one letter', list(supervisor, { q: 'L' })],
		['search, officer', list(officer, { q: '042' })],
		['search, nothing', list(officer, { q: 'nobody-99' })],
		['case page', page]
	];
	const times: CaseTimes = {};
	for (const [name, ask] of asked) {
		for (let warm = 0; warm < 3; warm++) await ask();
		const taken: number[] = [];
		for (let round = 0; round < ROUNDS; round++) {
			const begun = performance.now();
			await ask();
			taken.push(performance.now() - begun);
		}
		times[name] = { p50: quantile(taken, 0.5), p95: quantile(taken, 0.95) };
	}
	return times;
}
