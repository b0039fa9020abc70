import { v7 as uuid } from 'uuid';
import { mayBeShared, type GivenFlag } from '#lib/domain/access/index.ts';
import { caseId, type AgencyId, type CaseId, type FlagId } from '#lib/domain/ids.ts';
import {
	shareState,
	signBy,
	type ShareItem,
	type ShareView,
	type SharingView
} from '#lib/domain/work/index.ts';
import type { OpeningKey } from '#lib/server/platform/crypto/open/index.ts';
import { databaseNow, withAgency, type Transaction } from '#lib/server/platform/db/client.ts';
import {
	deny,
	person,
	personOrNobody,
	reachNamed,
	type Desk,
	type Staff
} from '../access/index.ts';
import * as audit from '../audit/index.ts';
import { findFlags, findRevisions, unsealFlag, type FlagRow } from '../concerns/index.ts';
import { findOpenConcern, findShares, type ShareRow } from './store.ts';

export const ROUTE = '/desk/cases/[id]/share';

/**
 * What support may share with police of what she gave to support alone, item by item, and what was
 * decided before. Null for who is not support in this case. The flags are opened after COMMIT of the
 * record that names them.
 */
export async function prepare(desk: Desk, staff: Staff, id: string): Promise<SharingView | null> {
	const parsed = caseId.safeParse(id);
	if (!parsed.success) return null;
	const found = await withAgency(desk.db, staff.agencyId, (tx) =>
		find(tx, { desk, staff, id: parsed.data })
	);
	if (!found) return null;
	const { reference, now, times } = found;
	const flags = await openFlags(found);
	return {
		caseId: parsed.data,
		reference,
		shareId: uuid(),
		responses: responsesOf(flags, times),
		shares: found.shares.map((share) => shareView(share, { staff, flags })),
		now
	};
}

async function find(
	tx: Transaction,
	{ desk, staff, id }: { desk: Desk; staff: Staff; id: CaseId }
) {
	const { agencyId, staffId } = staff;
	const at = { agencyId, caseId: id };
	const row = await reachNamed(tx, staff, id);
	if (row?.relation !== 'support_worker') return deny(tx, staff, { object: id, route: ROUTE });
	const shares = await findShares(tx, at);
	const concernId = await findOpenConcern(tx, at);
	const rows = concernId ? await findFlags(tx, { ...at, concernId }) : [];
	const revisions = await findRevisions(tx, at);
	const now = await databaseNow(tx);
	await audit.append(tx, agencyId, {
		event: 'share.prepared',
		by: staffId,
		case: id,
		rows: rows.map((one) => one.id)
	});
	const key = await desk.keys.caseKey(tx, at).catch(() => null);
	const times = new Map(revisions.toReversed().map((one) => [one.responseId, one.savedAt]));
	const decided = new Set(shares.flatMap(({ flagIds }) => flagIds));
	return { at, key, rows, shares, decided, reference: row.reference, times, now };
}

type Sealed = {
	at: { agencyId: AgencyId; caseId: CaseId };
	key: OpeningKey | null;
	rows: readonly FlagRow[];
	/** Flags about which somebody has decided already: they count as shared. */
	decided: ReadonlySet<FlagId>;
};

export function openFlags({ at, key, rows, decided }: Sealed): Promise<GivenFlag[]> {
	const place = { ...at, key };
	return Promise.all(rows.map((row) => unsealFlag(place, row, { flagLanes: [], shared: decided })));
}

function responsesOf(
	flags: readonly GivenFlag[],
	times: ReadonlyMap<string, Date>
): SharingView['responses'] {
	const offered = flags.filter(mayBeShared);
	const ids = [...new Set(offered.flatMap(({ responseId }) => responseId ?? []))];
	return ids
		.flatMap((responseId) => {
			const at = times.get(responseId);
			const items = itemsOf(offered.filter((flag) => flag.responseId === responseId));
			return at ? [{ responseId, at, items }] : [];
		})
		.toSorted((a, b) => b.at.getTime() - a.at.getTime());
}

const severities: readonly ShareItem['severity'][] = ['critical', 'high', 'medium', 'low'];

/** The most severe first. */
export function itemsOf(flags: readonly GivenFlag[]): ShareItem[] {
	return severities.flatMap((severity) =>
		flags
			.filter((flag) => flag.severity === severity)
			.map(({ flagId, content }) => ({ id: flagId, severity, reason: content.reason }))
	);
}

export function shareView(
	row: ShareRow,
	{ staff, flags }: { staff: Staff; flags: readonly GivenFlag[] }
): ShareView {
	const { id, at, ground, asked, inDangerNow, signedAt, toldAt } = row;
	return {
		shareId: id,
		at,
		by: person(staff, row.by),
		state: shareState(row),
		ground,
		asked,
		inDangerNow,
		items: itemsOf(flags.filter(({ flagId }) => row.flagIds.includes(flagId))),
		signedBy: personOrNobody(staff, row.signedBy),
		signedAt,
		signBy: signBy(row),
		toldAt
	};
}
