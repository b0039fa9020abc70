import { setTimeout as sleep } from 'node:timers/promises';

/** A refusal takes so long, whatever its reason: a stopwatch must not tell who works here. */
const REFUSAL_MS = 400;

/** Does the work; what came of it is given at once, a refusal only after its time. */
export async function refusedSlowly<Result>(
	work: () => Promise<Result>,
	isRefusal: (result: Result) => boolean
): Promise<Result> {
	const refusedAt = sleep(REFUSAL_MS);
	const result = await work();
	if (isRefusal(result)) await refusedAt;
	return result;
}
