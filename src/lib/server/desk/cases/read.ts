import {
	caseFactsFor,
	lanesReadAs,
	mayWorkLinks,
	reasonFor,
	type CaseView,
	type CheckInView,
	type LinkState,
	type LinkView,
	type Reading
} from '#lib/domain/access/index.ts';
import { v7 as uuid } from 'uuid';
import { HOUR } from '#lib/domain/clock.ts';
import { notNowReasons, type DeliveryView } from '#lib/domain/contact/index.ts';
import { caseId, type CaseId } from '#lib/domain/ids.ts';
import { databaseNow, withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import {
	deny,
	findGlass,
	person,
	personOrNobody,
	purposeOf,
	readingIn,
	type Desk,
	type Staff
} from '../access/index.ts';
import * as audit from '../audit/index.ts';
import { contactRules, findContact } from '../contact/index.ts';
import { readFactRows, unsealFacts } from './facts.ts';
import { findStory, recordStory, showStory } from './story/index.ts';
import {
	findCase,
	findCheckIns,
	findDeliveries,
	findLinks,
	findOpenLanes,
	findSettings,
	type DeliveryRow,
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
	const relation = readingIn(row && row.team, staff);
	if (!row || !relation) return deny(tx, staff, { object: id, route: '/desk/cases/[id]' });

	const lanes = await findOpenLanes(tx, { agencyId, caseIds: [id] });
	const story = await findStory(tx, { staff, at: row.at, relation, lanes });
	const rest = {
		lanes,
		story,
		checkIns: await findCheckIns(tx, row.at),
		// a supervisor has no part in links (safety.md 9)
		links: mayWorkLinks(relation) ? await findLinks(tx, row.at) : [],
		deliveries: mayWorkLinks(relation) ? await findDeliveries(tx, row.at) : [],
		contact: await findContact(tx, row.at),
		facts: await readFactRows(tx, row.at),
		settings: await findSettings(tx, agencyId),
		glassUntil: relation === 'break_glass' ? await findGlass(tx, staff, id) : null,
		now: await databaseNow(tx)
	};
	await audit.append(tx, agencyId, {
		event: 'case.opened',
		by: staff.staffId,
		purpose: purposeOf(relation, 'work_case'),
		case: id
	});
	await recordStory(tx, { staff, at: row.at, relation, found: story });
	const key = await desk.keys.caseKey(tx, row.at).catch(() => null);
	return { row, relation, key, ...rest };
}

async function show(found: Found, staff: Staff): Promise<CaseView> {
	const { row, relation, key, checkIns, settings, now } = found;
	const { sealed, orders, programme } = found.facts;
	const facts = key && (await unsealFacts(key, row.at, sealed).catch(() => null));
	const isOpen = row.closedAt === null;
	return {
		caseId: row.at.caseId,
		reference: row.reference,
		relation,
		interventionOn: row.interventionOn,
		unit: row.unit,
		officer: person(staff, row.officer),
		deputy: personOrNobody(staff, row.deputy),
		supportOrganisation: row.supportOrganisation,
		supportWorker: personOrNobody(staff, row.supportWorker),
		concern: concernOf(found, relation),
		contact: await contactRules(key, row.at, { rows: found.contact, relation, now }),
		facts: facts && caseFactsFor(relation, { facts, orders, programme }),
		story: await showStory({ staff, row, relation, found: found.story, key, checkIns, now }),
		checkIns: checkIns.map((one) => ({
			...one,
			links: linksOf(found, one, staff)
		})),
		mayIssueLink: isOpen && mayWorkLinks(relation),
		oneHand: settings.desk.oneHand,
		mayBlock: staff.role === 'supervisor' && relation !== 'break_glass',
		glassUntil: found.glassUntil,
		now
	};
}

/** Only lanes whose card this person opens: the state of another would tell what may not be read. */
function concernOf({ lanes }: Found, relation: Reading): CaseView['concern'] {
	const worked = lanesReadAs(relation);
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

function linksOf(
	{ row, relation, links, deliveries }: Found,
	{ id, state }: Pick<CheckInView, 'id' | 'state'>,
	staff: Staff
): LinkView[] {
	// a new link is made in place of the newest, while the round waits for its answer
	const mayRepeat = row.closedAt === null && (state === 'offered' || state === 'started');
	return links
		.filter(({ checkInId }) => checkInId === id)
		.map((link, place) => ({
			...linkView(link),
			deliveries: deliveries
				.filter(({ linkId }) => linkId === link.id)
				.map((one) => deliveryView(one, relation)),
			mayShowCard: mayShowCard(link, { deliveries, staff }),
			again: mayRepeat && place === 0 ? { linkId: uuid(), hours: hoursOf(link) } : null
		}));
}

function linkView(row: LinkRow): Omit<LinkView, 'deliveries' | 'mayShowCard' | 'again'> {
	const { id, issuedAt, issuedBy, expiresAt, openedAt, oneHand, language, way, shownBy } = row;
	const state = stateOf(row);
	const mayRevoke = state === 'open' || state === 'opened';
	const made = { id, state, issuedAt, issuedBy, expiresAt, openedAt, oneHand, language, mayRevoke };
	return { ...made, way, shownBy };
}

function mayShowCard(
	link: LinkRow,
	{ deliveries, staff }: { deliveries: readonly DeliveryRow[]; staff: Staff }
): boolean {
	const waits = deliveries.some(
		({ linkId, state, channel }) =>
			linkId === link.id && state === 'waiting' && (channel === 'card' || channel === 'aloud')
	);
	return waits && stateOf(link) === 'open' && link.issuedById !== staff.staffId;
}

/** As long as the one before worked. */
function hoursOf({ issuedAt, expiresAt }: LinkRow): number {
	const hours = Math.round((expiresAt.getTime() - issuedAt.getTime()) / HOUR);
	return Math.min(168, Math.max(1, hours));
}

function deliveryView(
	{ channel, occasion, state, reason, dueAt, handedAt }: DeliveryRow,
	relation: Reading
): DeliveryView {
	const rule = notNowReasons.find((one) => one === reason);
	const shown = rule ? reasonFor(relation, rule) : reason;
	return { channel, occasion, state, reason: shown, dueAt, handedAt };
}

function stateOf({ state, triesLeft, isOver, openedAt }: LinkRow): LinkState {
	if (state !== 'open') return state;
	if (isOver) return 'expired';
	// the sweep of the worker will say so within seconds
	if (triesLeft <= 0) return 'locked';
	return openedAt ? 'opened' : 'open';
}
