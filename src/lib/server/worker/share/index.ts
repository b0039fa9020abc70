import { limits } from '#lib/domain/concern/index.ts';
import type { ConcernId } from '#lib/domain/ids.ts';
import { HOUR } from '#lib/domain/clock.ts';
import { calendarOf } from '#lib/domain/settings/index.ts';
import * as tasks from '#lib/server/desk/tasks/index.ts';
import { databaseNow, type Transaction } from '#lib/server/platform/db/client.ts';
import { append } from '../audit/store.ts';
import { orAside, type Aside } from '../aside.ts';
import type { Bench } from '../bench.ts';
import { openCase, type OpenedCase } from '../case/index.ts';
import { addEvent, putInLane } from '../file/store.ts';
import { summarise } from '../file/summarise.ts';
import { tell, type News } from '../file/tell.ts';
import { addCaseEvent, claimShare, findChosen, markFiled, type ShareRow } from './store.ts';

/** She is told by a person, by the contact plan, and soon. */
const TELL_WITHIN = 24 * HOUR;

/**
 * Puts what support decided to share, and nothing else of hers, into the lane of police, with clocks
 * from now (queue.md 9, SL4), and tells those who work there. Once: a share is marked in the same
 * transaction. False when none waits.
 */
export function fileNextShare(bench: Bench, aside: Aside): Promise<boolean> {
	return orAside(aside, (isClaimed) =>
		bench.db.transaction(async (tx) => {
			const row = await claimShare(tx, aside);
			if (!row) return false;
			isClaimed(row.id);
			const found = await openCase(tx, bench, row);
			const now = await databaseNow(tx);
			const concern = await putIntoPolice(tx, { found, row, now });
			await addCaseEvent(tx, row);
			await tasks.add(
				tx,
				{
					agencyId: row.agencyId,
					caseId: row.caseId,
					lane: 'support',
					ownerId: null,
					content: { kind: 'tell_her_of_share', about: row.id, reason: null },
					dueAt: new Date(now.getTime() + TELL_WITHIN),
					once: row.id
				},
				found.boxKey
			);
			if (!(await markFiled(tx, row))) throw new Error('shared meanwhile');
			await append(tx, row.agencyId, { event: 'share.filed', share: row.id, concern });
			return true;
		})
	);
}

/** Null when nothing of what was chosen is there any more. */
async function putIntoPolice(
	tx: Transaction,
	{ found, row, now }: { found: OpenedCase; row: ShareRow; now: Date }
): Promise<ConcernId | null> {
	const { agencyId, settings, intakeSettings } = found.row;
	const chosen = await findChosen(tx, row);
	const calendar = calendarOf(settings, intakeSettings);
	const news: News[] = [];
	for (const { id, concernId, severity, isInPolice } of chosen) {
		// what police have already does not start its clock again
		if (isInPolice || severity === 'label') continue;
		const by = limits({ severity, filedAt: now, calendar, limits: settings.limits });
		const clocks = { seeBy: by.seenBy, actBy: by.actBy };
		await putInLane(tx, { agencyId, flagId: id, lane: 'police', concernId, ...clocks });
		news.push({ lane: 'police', severity });
	}
	const concerns = [...new Set(chosen.map(({ concernId }) => concernId))];
	for (const concernId of concerns) {
		await summarise(tx, { found, concernId, lane: 'police', now });
		await addEvent(tx, { agencyId, concernId, lane: 'police', kind: 'override', staffId: row.by });
	}
	await tell(tx, found, news);
	return concerns[0] ?? null;
}
