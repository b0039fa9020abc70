import type { BlockView } from '#lib/domain/access/index.ts';
import { caseId, type CaseId } from '#lib/domain/ids.ts';
import { databaseNow, withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import { deny, hasSteppedUp, person, type Desk, type SteppingStaff } from '../access/index.ts';
import * as audit from '../audit/index.ts';
import * as notes from '../notes/index.ts';
import { ofSupervisor, ROUTE } from './reach.ts';
import { findAttempts, findBlocks, findPeople } from './store.ts';

/** Who must never see this case, why, and whether they tried. Null for who may not know. */
export async function read(
	desk: Desk,
	staff: SteppingStaff,
	id: string
): Promise<BlockView | null> {
	const parsed = caseId.safeParse(id);
	if (!parsed.success) return null;
	const found = await withAgency(desk.db, staff.agencyId, (tx) =>
		find(tx, { desk, staff, id: parsed.data })
	);
	return found && show(found, staff);
}

type Found = NonNullable<Awaited<ReturnType<typeof find>>>;

async function find(
	tx: Transaction,
	{ desk, staff, id }: { desk: Desk; staff: SteppingStaff; id: CaseId }
) {
	const { agencyId } = staff;
	const at = { agencyId, caseId: id };
	const row = await ofSupervisor(tx, staff, id);
	if (!row) return deny(tx, staff, { object: id, route: ROUTE });

	const listed = await findBlocks(tx, at);
	const blocked = listed.filter(({ liftedAt }) => liftedAt === null);
	const staffIds = listed.map(({ staffId }) => staffId);
	const noteIds = blocked.map(({ noteId }) => noteId);
	const rest = {
		people: await findPeople(tx, agencyId),
		attempts: staffIds.length > 0 ? await findAttempts(tx, { ...at, staffIds }) : [],
		reasons: noteIds.length > 0 ? await notes.findNotes(tx, { ...at, ids: noteIds }) : [],
		hasSteppedUp: await hasSteppedUp(tx, staff),
		now: await databaseNow(tx)
	};
	await audit.append(tx, agencyId, { event: 'block.shown', by: staff.staffId, case: id });
	const key = blocked.length > 0 ? await desk.keys.caseKey(tx, at).catch(() => null) : null;
	return { at, row, listed, blocked, key, ...rest };
}

async function show(found: Found, staff: SteppingStaff): Promise<BlockView> {
	const { at, row, listed, blocked, key } = found;
	const textOf = async (noteId: string) => {
		const note = found.reasons.find(({ id }) => id === noteId);
		return key && note ? notes.textOf(key, at, note).catch(() => null) : null;
	};
	return {
		caseId: at.caseId,
		reference: row.reference,
		blocked: await Promise.all(
			blocked.map(async ({ staffId, name, role, since, by, noteId }) => ({
				staffId,
				name,
				role,
				since,
				by: person(staff, by),
				reason: await textOf(noteId)
			}))
		),
		people: byOrganisation(found),
		attempts: found.attempts.flatMap(({ by, route, at: moment }) => {
			const who = listed.find(({ staffId }) => staffId === by);
			return who ? [{ name: who.name, at: moment, what: whatOf(route) }] : [];
		}),
		hasSteppedUp: found.hasSteppedUp,
		now: found.now
	};
}

/** Those who are on the list already are not offered again. */
function byOrganisation({ people, blocked }: Found): BlockView['people'] {
	const offered = people.filter(({ staffId }) => !blocked.some((one) => one.staffId === staffId));
	return [...Map.groupBy(offered, ({ organisation }) => organisation)].map(
		([organisation, members]) => ({
			organisation,
			staff: members.map(({ staffId, name, role }) => ({ staffId, name, role }))
		})
	);
}

function whatOf(route: string): BlockView['attempts'][number]['what'] {
	if (route.startsWith('/desk/concerns')) return 'concern';
	return route.startsWith('/desk/break-glass') ? 'break_glass' : 'case';
}
