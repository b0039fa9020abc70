import { v7 as uuid } from 'uuid';
import { mayEditPlan } from '#lib/domain/access/index.ts';
import {
	checkPlan,
	contactPlan,
	keepsWays,
	type FieldProblem,
	type PlanTyped
} from '#lib/domain/contact/index.ts';
import { caseId, planId, type CaseId } from '#lib/domain/ids.ts';
import { sealContactPlan } from '#lib/server/platform/crypto/seal/index.ts';
import { databaseNow, withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import { deny, relationIn, type Desk, type Staff } from '../access/index.ts';
import * as audit from '../audit/index.ts';
import { findCase, findSettings } from '../cases/index.ts';
import { findCaseKey } from '../keys/index.ts';
import * as tasks from '../tasks/index.ts';
import { warnsSince } from './open.ts';
import { unsealPlan } from './plan.ts';
import { ROUTE } from './read.ts';
import { addCaseEvent, addPlan, findPlan, nameOf, type PlanRow } from './store.ts';

export type How = 'in_person' | 'by_voice';

export type Saving = {
	/** As it stands in the address. */
	caseId: string;
	/** The version that the form was made from; 0 when there was none. */
	version: number;
	/** When that was read: what came in since was not in sight when it was confirmed. */
	seenAt?: Date | undefined;
	/** As the form says; null: what stands there already, to be confirmed once more. */
	typed: PlanTyped | null;
	/** How it was confirmed with her; null when it was not yet: then nothing is sent over it. */
	confirmed: How | null;
};

export type Saved =
	| { kind: 'saved' }
	/** Nothing was saved. `isMinor`: she is under 18, and the set-up stops. */
	| { kind: 'problems'; problems: FieldProblem[]; isMinor: boolean }
	/** Somebody else was quicker. */
	| { kind: 'changed'; by: string | null; at: Date }
	/** Not confirmed: an answer came in meanwhile that says that contact may not be safe. */
	| { kind: 'warned' };

/**
 * Writes a plan, or the confirmation of one, as a new version. Null for who may not change it here.
 */
export async function save(desk: Desk, staff: Staff, saving: Saving): Promise<Saved | null> {
	const parsed = caseId.safeParse(saving.caseId);
	if (!parsed.success) return null;
	const at = { agencyId: staff.agencyId, caseId: parsed.data };
	try {
		return await withAgency(desk.db, staff.agencyId, (tx) =>
			write(tx, { desk, staff, at, saving })
		);
	} catch (error) {
		if (error instanceof Warned) return { kind: 'warned' };
		if (!(error instanceof LostRace)) throw error;
		// nothing was written; by now the other version can be seen
		return withAgency(desk.db, staff.agencyId, async (tx) =>
			changed(tx, await findPlan(tx, at), at)
		);
	}
}

/** Takes back everything that the transaction has written, its audit event too. */
class LostRace extends Error {
	override readonly name = 'LostRace';
}

/** The same, where a confirmation would wipe out a warning that nobody has seen. */
class Warned extends Error {
	override readonly name = 'Warned';
}

type At = { agencyId: Staff['agencyId']; caseId: CaseId };
type Writing = { desk: Desk; staff: Staff; at: At; saving: Saving };

async function write(tx: Transaction, { desk, staff, at, saving }: Writing): Promise<Saved | null> {
	const row = await findCase(tx, at);
	const relation = relationIn(row && row.team, staff);
	if (!row || !relation || row.closedAt || !mayEditPlan(relation, row.team)) {
		return deny(tx, staff, { object: at.caseId, route: ROUTE });
	}
	const { languages } = (await findSettings(tx, at.agencyId)).intake;
	const read = saving.typed && checkPlan(saving.typed, { languages });
	if (read && !read.ok) return { kind: 'problems', problems: read.problems, isMinor: read.isMinor };
	const before = await findPlan(tx, at);
	if ((before?.version ?? 0) !== saving.version) return changed(tx, before, at);
	const keyRow = await findCaseKey(tx, at);
	if (!keyRow) throw new Error('a case without a key');

	const { confirmed: how } = saving;
	const version = saving.version + 1;
	const now = await databaseNow(tx);
	await audit.append(tx, at.agencyId, {
		event: how === null ? 'plan.saved' : 'plan.confirmed',
		by: staff.staffId,
		case: at.caseId,
		version
	});
	const key = before && (await desk.keys.caseKey(tx, at));
	const old = key && (await unsealPlan(key, at, before));
	const { seenAt } = saving;
	if (how && key && seenAt && (await warnsSince(tx, { key, at, since: seenAt })))
		throw new Warned();
	const plan = read ? read.plan : old;
	if (!plan || (old && !keepsWays(old, plan))) throw new LostRace();
	const id = planId.parse(uuid());
	const sealed = await sealContactPlan({
		...at,
		planId: id,
		planVersion: version,
		publicKey: keyRow.publicKey,
		content: contactPlan.parse({
			...plan,
			confirmed: how && { at: now.toISOString(), by: staff.staffId, how }
		})
	});
	if (!(await addPlan(tx, { ...at, id, version, sealed, madeBy: staff.staffId }))) {
		throw new LostRace();
	}
	await addCaseEvent(tx, {
		...at,
		kind: how === null ? 'plan_saved' : 'plan_confirmed',
		by: staff.staffId
	});
	await tasks.finishKinds(
		tx,
		{
			...at,
			kinds: how === null ? ['make_plan'] : ['make_plan', 'confirm_plan'],
			by: staff.staffId
		},
		await desk.keys.boxKey(tx, at.agencyId)
	);
	return { kind: 'saved' };
}

async function changed(tx: Transaction, plan: PlanRow | null, { agencyId }: At): Promise<Saved> {
	return {
		kind: 'changed',
		by: plan && (await nameOf(tx, { agencyId, staffId: plan.madeBy })),
		at: plan?.madeAt ?? (await databaseNow(tx))
	};
}
