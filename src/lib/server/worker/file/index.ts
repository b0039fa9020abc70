import { v7 as uuid } from 'uuid';
import { fileUnder, limits, newsOf, type Lane } from '#lib/domain/concern/index.ts';
import {
	flagId,
	type ConcernId,
	type FlagId,
	type RevisionId,
	type StaffId
} from '#lib/domain/ids.ts';
import type { SealedFlag } from '#lib/domain/response.ts';
import { rankOf, RULESET_VERSION, type Flag } from '#lib/domain/rules/index.ts';
import { sealFlag } from '#lib/server/platform/crypto/seal/index.ts';
import { calendarOf } from '#lib/domain/settings/index.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import { openFlag, type OpenedCase } from '../case/index.ts';
import { summarise } from './summarise.ts';
import {
	addEvent,
	addFlag,
	openConcern,
	putInLane,
	raiseFlag,
	readFlagsOfResponse,
	readOpenConcern
} from './store.ts';
import { tell, type News } from './tell.ts';
import type { RevisionRow } from '../assess/store.ts';

export type Filing = {
	found: OpenedCase;
	flags: Flag[];
	/** Null for a flag that no response lies behind. */
	revision: RevisionRow | null;
	now: Date;
	/** Its response had CN1 = support. */
	supportOnly: boolean;
	/** N2 of the response. */
	wish: string | null;
	/** Files flags without a revision once: a keyed MAC for the code. */
	once?: (code: string) => Uint8Array;
	/** A person raised it: who, and the id that was minted with their form. */
	judged?: { by: StaffId; id: FlagId };
};

/**
 * Puts flags into the case's one open concern, each in its lanes with its clocks, and brings the
 * summaries of these lanes up to date. What another revision of the same response has filed before
 * is not filed again, only raised; nothing is removed and nothing is lowered.
 */
export async function file(tx: Transaction, filing: Filing): Promise<ConcernId | null> {
	const { found, flags, revision } = filing;
	const known = revision ? await readKnown(tx, found, revision) : [];
	const { added, raised } = newsOf(known, flags);
	const shared = flags.filter((flag) => isShared(flag, { known, filing }));
	const changed = [...raised, ...shared.filter((flag) => !raised.includes(flag))];
	if (added.length + changed.length === 0) return readOpenConcern(tx, found.row);

	const onlyLabels = [...added, ...changed].every(({ severity }) => severity === 'label');
	// a concern of labels only is not opened: they stand on the case
	const concernId = onlyLabels
		? await readOpenConcern(tx, found.row)
		: await openConcern(tx, found.row);

	const touched = new Map<Lane, 'filed' | 'raised'>();
	const news: News[] = [];
	for (const flag of added) {
		for (const lane of await add(tx, filing, { flag, concernId })) {
			touched.set(lane, 'filed');
			news.push({ lane, severity: flag.severity });
		}
	}
	for (const flag of changed) {
		const before = known.find(({ code }) => code === flag.code);
		if (!before || !revision) continue;
		for (const lane of await raise(tx, filing, { flag, before, revision })) {
			if (!touched.has(lane)) touched.set(lane, 'raised');
			news.push({ lane, severity: flag.severity });
		}
	}
	if (!concernId) return null;
	const opened = new Set<Lane>();
	for (const [lane, kind] of touched) {
		const { isOpened } = await summarise(tx, { found, concernId, lane, now: filing.now });
		if (isOpened) opened.add(lane);
		await addEvent(tx, {
			agencyId: found.row.agencyId,
			concernId,
			lane,
			kind,
			staffId: filing.judged?.by ?? null,
			rulesetVersion: RULESET_VERSION
		});
	}
	// what is low joins quietly where somebody works already
	const loud = news.filter(
		({ lane, severity }) => opened.has(lane) || rankOf(severity) >= rankOf('medium')
	);
	await tell(tx, found, loud);
	return concernId;
}

type Known = Awaited<ReturnType<typeof readKnown>>[number];

/** Flags of this response's other revisions, with what they say. */
async function readKnown(tx: Transaction, found: OpenedCase, revision: RevisionRow) {
	const rows = await readFlagsOfResponse(tx, revision);
	return Promise.all(
		rows.map(async (flag) => {
			const opened = await openFlag(found, flag);
			return {
				...flag,
				code: opened?.code ?? 'T-UNREADABLE',
				supportOnly: opened?.supportOnly ?? false
			};
		})
	);
}

/** She gave it to support alone before, and to both now (CN1): it enters the other lanes too. */
function isShared({ code }: Flag, { known, filing }: { known: Known[]; filing: Filing }): boolean {
	return !filing.supportOnly && known.some((one) => one.code === code && one.supportOnly);
}

async function add(
	tx: Transaction,
	filing: Filing,
	{ flag, concernId }: { flag: Flag; concernId: ConcernId | null }
): Promise<Lane[]> {
	const { found, revision, once, judged } = filing;
	const { agencyId, caseId } = found.row;
	const id = judged?.id ?? flagId.parse(uuid());
	const isNew = await addFlag(tx, {
		agencyId,
		id,
		concernId,
		caseId,
		revisionId: revision?.id ?? null,
		severity: flag.severity,
		rulesetVersion: RULESET_VERSION,
		sealed: await sealed(filing, { flag, id, concernId, revisionId: revision?.id ?? null }),
		filedAt: filing.now,
		onceMac: once?.(flag.code) ?? null
	});
	return isNew && concernId ? enterLanes(tx, filing, { flag, id, concernId }) : [];
}

async function raise(
	tx: Transaction,
	filing: Filing,
	{ flag: found, before, revision }: { flag: Flag; before: Known; revision: RevisionRow }
): Promise<Lane[]> {
	const { agencyId } = filing.found.row;
	const { id, concernId } = before;
	// nothing automatic lowers
	const severity =
		rankOf(before.severity) > rankOf(found.severity) ? before.severity : found.severity;
	const flag = { ...found, severity };
	await raiseFlag(tx, {
		agencyId,
		id,
		severity: flag.severity,
		revisionId: revision.id,
		sealed: await sealed(filing, { flag, id, concernId, revisionId: revision.id })
	});
	return concernId ? enterLanes(tx, filing, { flag, id, concernId }) : [];
}

async function enterLanes(
	tx: Transaction,
	{ found, now, supportOnly }: Filing,
	{ flag, id, concernId }: { flag: Flag; id: Known['id']; concernId: ConcernId }
): Promise<Lane[]> {
	const { agencyId, settings, intakeSettings, supportOrganisationId } = found.row;
	// what she gave to support alone never falls to the officer, even if the organisation has left
	const hasSupportOrg = supportOrganisationId !== null || supportOnly;
	const lanes = fileUnder(flag, { hasSupportOrg, conflict: false });
	const by =
		flag.severity === 'label'
			? null
			: limits({
					severity: flag.severity,
					filedAt: now,
					calendar: calendarOf(settings, intakeSettings),
					limits: settings.limits
				});
	for (const lane of lanes) {
		await putInLane(tx, {
			agencyId,
			flagId: id,
			lane,
			concernId,
			seeBy: by?.seenBy ?? null,
			actBy: by?.actBy ?? null
		});
	}
	return lanes;
}

async function sealed(
	{ found, supportOnly, wish }: Filing,
	{
		flag,
		id,
		concernId,
		revisionId
	}: {
		flag: Flag;
		id: Known['id'];
		concernId: ConcernId | null;
		revisionId: RevisionId | null;
	}
): Promise<Uint8Array | null> {
	const { agencyId, caseId, casePublicKey } = found.row;
	// there may be no key to seal it to; it says nothing but that something could not be read
	if (flag.code === 'T-UNREADABLE' || !casePublicKey) return null;
	const content: SealedFlag = {
		code: flag.code,
		reason: flag.reason,
		evidence: flag.evidence,
		routes: flag.routes,
		supportOnly,
		wish
	};
	return sealFlag({
		publicKey: casePublicKey,
		agencyId,
		caseId,
		flagId: id,
		revisionId,
		concernId,
		rulesetVersion: RULESET_VERSION,
		content
	});
}
