import type { CaseId } from '../../src/lib/domain/ids.ts';
import type { StoredAnswers } from '../../src/lib/domain/questionnaire/index.ts';
import { look } from '../faults/invariants/view.ts';
import type { Stage } from './stage.ts';

export type Told = {
	kind: 'sent' | 'unsent';
	linkId: string | null;
	answers: StoredAnswers | null;
};

/** What is stored of a case as answers, in the order in which it was saved, opened with its key. */
export async function toldIn(
	{ world, at }: Pick<Stage, 'world' | 'at'>,
	caseId: CaseId
): Promise<Told[]> {
	const { revisions } = await look(world, at, new Set());
	return revisions
		.filter((one) => one.caseId === caseId)
		.map(({ kind, linkId, content }) => ({ kind, linkId, answers: content?.answers ?? null }));
}

/** `F-KILL critical police support`: every flag of a case with its lanes. */
export async function flagsIn(
	{ world, at }: Pick<Stage, 'world' | 'at'>,
	caseId: CaseId
): Promise<string[]> {
	const { flags } = await look(world, at, new Set());
	return flags
		.filter((one) => one.caseId === caseId)
		.map(({ content, severity, lanes }) =>
			[content?.code ?? 'T-UNREADABLE', severity, ...lanes].join(' ')
		)
		.toSorted();
}

/** The open concerns of a case with their lanes. */
export async function concernsIn({ at }: Pick<Stage, 'at'>, caseId: CaseId) {
	return at.superuser<{ id: string; lanes: string[] }[]>`
		select id, array(select lane from concern_lane l where l.concern_id = c.id order by lane) as lanes
		from concern c where case_id = ${caseId} and closed_at is null`;
}
