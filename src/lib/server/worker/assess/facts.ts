import { caseFacts, ruleFactsOf } from '#lib/domain/case-facts.ts';
import type { SealedResponse } from '#lib/domain/response.ts';
import { isHiddenFromOfficer, type RuleFacts } from '#lib/domain/rules/index.ts';
import { openCaseFacts, type OpeningKey } from '#lib/server/platform/crypto/open/index.ts';
import type { Transaction } from '#lib/server/platform/db/client.ts';
import {
	openFlag,
	readOrders,
	readProgramme,
	type CaseRow,
	type OpenedCase
} from '../case/index.ts';
import type { History } from './history.ts';
import { readOverdue } from './store.ts';

/** What the rules need to know of the case beside the answers (rules.md 2). */
export async function factsFor(
	tx: Transaction,
	{
		found,
		key,
		content,
		history,
		now
	}: {
		found: OpenedCase;
		key: OpeningKey;
		content: SealedResponse;
		history: History;
		now: Date;
	}
): Promise<RuleFacts> {
	const { row } = found;
	const supportOnly = content.answers.CN1 === 'support';
	return ruleFactsOf({
		facts: caseFacts.parse(await openFacts(key, row)),
		orders: await readOrders(tx, row),
		programme: await readProgramme(tx, row),
		earlier: history.earlier,
		response: {
			supportOnly,
			language: content.language,
			previousAt: history.previous?.at ?? null
		},
		overdueHigh: await isOverdue(tx, { found, supportOnly }),
		conflict: false,
		officerLangs: row.officerLanguages,
		now
	});
}

/** A case without facts of its own has the defaults. */
async function openFacts(key: OpeningKey, row: CaseRow): Promise<unknown> {
	const { agencyId, caseId, factsVersion, factsSealed } = row;
	if (!factsSealed || factsVersion === null) return {};
	return openCaseFacts({ key, sealed: factsSealed, agencyId, caseId, version: factsVersion });
}

/**
 * A high or critical flag of the case is past a limit now. What police may not know of does not
 * count, or CB6 would tell them (rules.md 2).
 */
async function isOverdue(
	tx: Transaction,
	{ found, supportOnly }: { found: OpenedCase; supportOnly: boolean }
): Promise<boolean> {
	for (const flag of await readOverdue(tx, found.row)) {
		const opened = await openFlag(found, flag);
		// an answer that could not be read is nobody's secret
		if (!opened) return true;
		if (!isHiddenFromOfficer(opened) && (supportOnly || !opened.supportOnly)) return true;
	}
	return false;
}
