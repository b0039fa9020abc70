import { lanesWorkedAs, type CaseTeam, type Relation } from '#lib/domain/access/index.ts';
import type { TaskLane } from '#lib/domain/work/index.ts';

/** The lanes that a judgement in this case can enter: the own one, and others that somebody works. */
export function lanesFor(
	team: CaseTeam,
	relation: Relation
): { own: TaskLane; others: TaskLane[] } {
	const [first] = lanesWorkedAs(relation);
	const own: TaskLane = first === 'support' || first === 'supervisor' ? first : 'police';
	const hasSupport = team.supportOrganisationId !== null || team.supportWorkerId !== null;
	const there: TaskLane[] = [
		'police',
		...(hasSupport ? (['support'] as const) : []),
		...(team.supervisorId !== null ? (['supervisor'] as const) : [])
	];
	return { own, others: there.filter((lane) => lane !== own) };
}
