import { contactRulesFor, mayEditPlan, type Reading } from '#lib/domain/access/index.ts';
import { typedOf, type ContactRulesView, type PlanView } from '#lib/domain/contact/index.ts';
import { caseId, type AgencyId, type CaseId } from '#lib/domain/ids.ts';
import type { OpeningKey } from '#lib/server/platform/crypto/open/index.ts';
import { databaseNow, withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import { deny, purposeOf, relationIn, type Desk, type Staff } from '../access/index.ts';
import * as audit from '../audit/index.ts';
import { findCase, findSettings } from '../cases/index.ts';
import { findContact, openContact, type ContactRows } from './open.ts';
import { nameOf } from './store.ts';

export const ROUTE = '/desk/cases/[id]/plan';

/**
 * The contact plan of a case with its form, for who may change it. Null for who does not reach the
 * case. The record is committed before anything is opened.
 */
export async function read(desk: Desk, staff: Staff, id: string): Promise<PlanView | null> {
	const parsed = caseId.safeParse(id);
	if (!parsed.success) return null;
	const found = await withAgency(desk.db, staff.agencyId, (tx) =>
		find(tx, { desk, staff, id: parsed.data })
	);
	return found && show(found);
}

type Found = NonNullable<Awaited<ReturnType<typeof find>>>;

async function find(
	tx: Transaction,
	{ desk, staff, id }: { desk: Desk; staff: Staff; id: CaseId }
) {
	const { agencyId } = staff;
	const row = await findCase(tx, { agencyId, caseId: id });
	const relation = relationIn(row && row.team, staff);
	if (!row || !relation) return deny(tx, staff, { object: id, route: ROUTE });

	const rows = await findContact(tx, row.at);
	const rest = {
		rows,
		changedBy: rows.plan && (await nameOf(tx, { agencyId, staffId: rows.plan.madeBy })),
		settings: await findSettings(tx, agencyId),
		now: await databaseNow(tx)
	};
	await audit.append(tx, agencyId, {
		event: 'plan.opened',
		by: staff.staffId,
		purpose: purposeOf(relation, 'work_case'),
		case: id
	});
	return { row, relation, key: await desk.keys.caseKey(tx, row.at), ...rest };
}

async function show({ row, relation, key, rows, settings, now, changedBy }: Found) {
	const { languages, timeZone } = settings.intake;
	const opened = await openContact(key, row.at, rows).catch(() => null);
	// what was changed where it lies is not written over by hand: it is looked into first
	const mayEdit = opened !== null && row.closedAt === null && mayEditPlan(relation, row.team);
	return {
		caseId: row.at.caseId,
		reference: row.reference,
		contact: opened ? contactRulesFor(relation, opened, now) : unreadable,
		form: mayEdit
			? {
					version: opened.version,
					typed: typedOf(opened.plan, { timeZone, language: languages[0] ?? 'en' })
				}
			: null,
		changedBy,
		changedAt: rows.plan?.madeAt ?? null,
		languages,
		now
	};
}

const unreadable: ContactRulesView = { state: 'unreadable', confirmedAt: null, rules: null };

/** The contact rules for a card. After the audit event of the page that they are part of. */
export async function contactRules(
	key: OpeningKey | null,
	at: { agencyId: AgencyId; caseId: CaseId },
	{ rows, relation, now }: { rows: ContactRows; relation: Reading; now: Date }
): Promise<ContactRulesView> {
	const opened = key && (await openContact(key, at, rows).catch(() => null));
	return opened ? contactRulesFor(relation, opened, now) : unreadable;
}
