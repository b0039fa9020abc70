import {
	caseFactsFor,
	lanesWorkedAs,
	mayWorkLinks,
	type CaseView,
	type LinkState,
	type LinkView,
	type Relation
} from '#lib/domain/access/index.ts';
import { caseId, type CaseId } from '#lib/domain/ids.ts';
import { databaseNow, withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import {
	deny,
	person,
	personOrNobody,
	purposeOf,
	relationIn,
	type Desk,
	type Staff
} from '../access/index.ts';
import * as audit from '../audit/index.ts';
import { readFactRows, unsealFacts } from './facts.ts';
import {
	findCase,
	findCheckIns,
	findLinks,
	findOpenLanes,
	findSettings,
	type LinkRow
} from './store.ts';

/** A case with its rounds and links. Null for everybody else, as for an id that does not exist. */
export async function read(desk: Desk, staff: Staff, id: string): Promise<CaseView | null> {
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
	{ desk, staff, id }: { desk: Desk; staff: Staff; id: CaseId }
) {
	const { agencyId } = staff;
	const row = await findCase(tx, { agencyId, caseId: id });
	const relation = relationIn(row && row.team, staff);
	if (!row || !relation) return deny(tx, staff, { object: id, route: '/desk/cases/[id]' });

	const rest = {
		lanes: await findOpenLanes(tx, { agencyId, caseIds: [id] }),
		checkIns: await findCheckIns(tx, row.at),
		// a supervisor has no part in links (safety.md 9)
		links: mayWorkLinks(relation) ? await findLinks(tx, row.at) : [],
		facts: await readFactRows(tx, row.at),
		settings: await findSettings(tx, agencyId),
		now: await databaseNow(tx)
	};
	await audit.append(tx, agencyId, {
		event: 'case.opened',
		by: staff.staffId,
		purpose: purposeOf(relation, 'work_case'),
		case: id
	});
	const key = await desk.keys.caseKey(tx, row.at).catch(() => null);
	return { row, relation, key, ...rest };
}

async function show(found: Found, staff: Staff): Promise<CaseView> {
	const { row, relation, key, checkIns, links, settings, now } = found;
	const { sealed, orders, programme } = found.facts;
	const facts = key && (await unsealFacts(key, row.at, sealed).catch(() => null));
	const isOpen = row.closedAt === null;
	return {
		caseId: row.at.caseId,
		reference: row.reference,
		interventionOn: row.interventionOn,
		unit: row.unit,
		officer: person(staff, row.officer),
		deputy: personOrNobody(staff, row.deputy),
		supportOrganisation: row.supportOrganisation,
		supportWorker: personOrNobody(staff, row.supportWorker),
		concern: concernOf(found, relation),
		facts: facts && caseFactsFor(relation, { facts, orders, programme }),
		checkIns: checkIns.map((one) => ({
			...one,
			links: links.filter(({ checkInId }) => checkInId === one.id).map(linkView)
		})),
		mayTalk: isOpen && mayWorkLinks(relation),
		mayIssueLink: isOpen && mayWorkLinks(relation) && settings.desk.oneHand,
		now
	};
}

/** Only lanes that this person works: the state of another would tell what may not be read. */
function concernOf({ lanes }: Found, relation: Relation): CaseView['concern'] {
	const worked = lanesWorkedAs(relation);
	const own = lanes
		.filter(({ lane }) => worked.includes(lane))
		.toSorted((a, b) => worked.indexOf(a.lane) - worked.indexOf(b.lane));
	const [first] = own;
	if (!first) return null;
	return {
		concernId: first.concernId,
		lanes: own.map(({ lane, severity, state }) => ({ lane, severity, state }))
	};
}

function linkView(row: LinkRow): LinkView {
	const { id, issuedAt, issuedBy, expiresAt, openedAt, oneHand, language } = row;
	const state = stateOf(row);
	const mayRevoke = state === 'open' || state === 'opened';
	return { id, state, issuedAt, issuedBy, expiresAt, openedAt, oneHand, language, mayRevoke };
}

function stateOf({ state, triesLeft, isOver, openedAt }: LinkRow): LinkState {
	if (state !== 'open') return state;
	if (isOver) return 'expired';
	// the sweep of the worker will say so within seconds
	if (triesLeft <= 0) return 'locked';
	return openedAt ? 'opened' : 'open';
}
