import type { CaseId } from '../../src/lib/domain/ids.ts';
import * as concerns from '../../src/lib/server/desk/concerns/index.ts';
import type { Staff } from '../../src/lib/server/desk/access/index.ts';
import type { Ground } from '../support/heard.ts';
import type { World } from '../support/world.ts';
import type { Entry } from './history.ts';
import { i1, i2, i3, i7 } from './invariants/answers.ts';
import { i6 } from './invariants/audit.ts';
import { flagsOf, i4, i5 } from './invariants/flags.ts';
import { look, type View } from './invariants/view.ts';

export type Whole = {
	/** What the clients tried and were told. */
	history?: readonly Entry[];
	/** The flags of a case that was told in peace what everybody here tells: see flagsIn(). */
	expected?: readonly string[];
};

/**
 * The set checker of the threat model, section 13: every breach of I1 to I8 as a sentence that begins
 * with its id. To be asked when the system is whole again and every `due_at` has passed.
 */
export async function breaches(
	world: World,
	at: Ground,
	{ history = [], expected }: Whole = {}
): Promise<string[]> {
	const view = await look(world, at, await arrivedIn(world, at));
	return [
		...i1(view, history),
		...i2(view, history),
		...i3(view, history),
		...i4(view),
		...i5(view, expected ?? null),
		...i6(view),
		...i7(view),
		...i8(view)
	];
}

/** Code, severity and lanes of every flag of a case. */
export async function flagsIn(world: World, at: Ground, caseId: CaseId): Promise<string[]> {
	return flagsOf(await look(world, at, new Set()), caseId);
}

/** I8: every revision opens with the AAD of its own row; so does every draft and every flag. */
function i8({ revisions, drafts, flags }: View): string[] {
	return [
		...revisions
			.filter(({ content }) => !content)
			.map(({ id }) => `I8 revision ${id} does not open`),
		...drafts.filter(({ state }) => !state).map(({ id }) => `I8 draft ${id} does not open`),
		...flags
			.filter(({ sealed, content }) => sealed && !content)
			.map(({ id }) => `I8 flag ${id} does not open`)
	];
}

/** What stands as "just arrived" at the head of the queues of the officers responsible. */
async function arrivedIn(world: World, { superuser }: Ground): Promise<Set<string>> {
	const officers = await superuser<Staff[]>`
		select distinct s.agency_id as "agencyId", s.id as "staffId", s.role,
			s.organisation_id as "organisationId"
		from response_revision r
			join "case" c on c.agency_id = r.agency_id and c.id = r.case_id
			join staff s on s.agency_id = c.agency_id and s.id = c.responsible_officer_id
		where r.assessed_at is null`;
	const arrived = new Set<string>();
	for (const officer of officers) {
		const head = { lane: null, filter: null, after: null };
		for (const row of (await concerns.queue(world.desk, officer, head))?.rows ?? []) {
			if (row.kind === 'arrived') arrived.add(row.revisionId);
		}
	}
	return arrived;
}
