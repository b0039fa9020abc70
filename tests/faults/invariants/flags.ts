import { fileUnder, type Lane } from '../../../src/lib/domain/concern/index.ts';
import { unreadable, type Flag } from '../../../src/lib/domain/rules/index.ts';
import type { CaseId } from '../../../src/lib/domain/ids.ts';
import type { FiledFlag, View } from './view.ts';

/** I4: every stored revision is assessed exactly once, or stands at the head of the queue. */
export function i4({ revisions, audit, arrived }: View): string[] {
	const times = countBy(
		audit
			.map(({ body }) => JSON.parse(body))
			.filter(({ event }) => event === 'revision.assessed' || event === 'revision.unreadable')
			.map(({ revision }) => String(revision))
	);
	return revisions.flatMap(({ id, isAssessed }) => {
		const count = times.get(id) ?? 0;
		if (isAssessed && count !== 1) return [`I4 revision ${id} was assessed ${count} times`];
		if (!isAssessed && count > 0) return [`I4 revision ${id} is assessed by the record alone`];
		if (!isAssessed && !arrived.has(id)) return [`I4 nobody sees revision ${id}, not yet assessed`];
		return [];
	});
}

/**
 * I5: every flagged case has exactly one open concern, and it holds every flag of its revisions once,
 * each in its lanes. `expected`: the flags of a case that was told the same in peace.
 */
export function i5(view: View, expected: readonly string[] | null): string[] {
	const breaches: string[] = [];
	for (const [caseId, flags] of Map.groupBy(view.flags, (flag) => flag.caseId)) {
		const inConcern = flags.filter(({ severity }) => severity !== 'label');
		const open = view.concerns.filter((one) => one.caseId === caseId && one.isOpen);
		if (inConcern.length > 0 && open.length !== 1) {
			breaches.push(`I5 case ${caseId} has ${open.length} open concerns`);
		}
		for (const { id, concernId } of inConcern) {
			if (concernId === null || !open.some((one) => one.id === concernId)) {
				breaches.push(`I5 flag ${id} is in no open concern`);
			}
		}
		breaches.push(...inWrongLanes(flags), ...twice(view, flags));
		const lanes = new Set(inConcern.flatMap((flag) => flag.lanes));
		const missing = [...lanes].filter((lane) => !open.some((one) => one.lanes.includes(lane)));
		if (missing.length > 0) breaches.push(`I5 case ${caseId} has no lane ${missing.join(', ')}`);
	}
	for (const { caseId, kind, isAssessed } of view.revisions) {
		if (!expected || kind !== 'sent' || !isAssessed) continue;
		const found = flagsOf(view, caseId);
		const lost = expected.filter((flag) => !found.includes(flag));
		const more = found.filter((flag) => !expected.includes(flag));
		if (lost.length + more.length > 0) {
			breaches.push(`I5 case ${caseId} lacks ${lost.join(' / ')}, has besides ${more.join(' / ')}`);
		}
	}
	return breaches;
}

/** The flags of a case as they stand: code, severity, lanes. To compare two cases. */
export function flagsOf({ flags }: View, caseId: CaseId): string[] {
	return flags
		.filter((flag) => flag.caseId === caseId)
		.map((flag) => `${codeOf(flag)} ${flag.severity} ${flag.lanes.join(',')}`)
		.toSorted();
}

const codeOf = ({ content }: FiledFlag) => content?.code ?? 'T-UNREADABLE';

function inWrongLanes(flags: readonly FiledFlag[]): string[] {
	return flags.flatMap((flag) => {
		const { id, content, concernId, lanes } = flag;
		// a label without a concern stands on the case, in no lane
		const wanted = concernId === null ? [] : lanesOf(content);
		return lanes.join() === wanted.toSorted().join() ? [] : [`I5 flag ${id} is in ${lanes.join()}`];
	});
}

function lanesOf(content: FiledFlag['content']): Lane[] {
	const { code, routes, evidence } = content ?? unreadable({ conflict: false });
	// sealed as plain words; the type knows them as the closed set that they came from
	const flag = { code, routes, evidence } as Pick<Flag, 'code' | 'routes' | 'evidence'>;
	// every case of the test's world has a support organisation
	return fileUnder(flag, { hasSupportOrg: true, conflict: false });
}

function twice({ revisions }: View, flags: readonly FiledFlag[]): string[] {
	const responses = new Map(revisions.map(({ id, responseId }) => [id, responseId]));
	const names = flags.map((flag) => {
		const response = flag.revisionId ? responses.get(flag.revisionId) : 'none';
		return `${codeOf(flag)} of response ${response}`;
	});
	return [...countBy(names)].flatMap(([name, count]) =>
		count > 1 ? [`I5 ${name} was filed ${count} times`] : []
	);
}

export function countBy(names: readonly string[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
	return counts;
}
