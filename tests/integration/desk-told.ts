import type { CaseId } from '#lib/domain/ids.ts';
import type { StoredAnswers } from '#lib/domain/questionnaire/index.ts';
import type { Staff } from '#lib/server/desk/access/index.ts';
import * as concerns from '#lib/server/desk/concerns/index.ts';
import * as tasks from '#lib/server/desk/tasks/index.ts';
import type { World } from './desk-world.ts';

export const choked: StoredAnswers = { SF1: '-1', R1: ['neck'], V1: '4', N1: 'no', MORE: 'no' };

/** A case in which she said this, and it was assessed. */
export async function told(
	w: World,
	said: StoredAnswers,
	changes: Parameters<World['openCase']>[0] = {}
): Promise<CaseId> {
	const id = await w.openCase(changes);
	await w.answers(id, said);
	await w.works();
	return id;
}

/** The card of its concern, as this person sees it. */
export async function card(w: World, staff: Staff, caseId: CaseId, lane: string | null = null) {
	const [row] = await w.superuser`select id from concern where case_id = ${caseId}`;
	if (!row) throw new Error('no concern');
	return concerns.open(w.desk, staff, { id: row.id, lane });
}

export async function tasksOf(w: World, staff: Staff, lane: string | null = null) {
	const view = await tasks.list(w.desk, staff, { lane, done: null });
	if (!view) throw new Error('no list');
	return view;
}
