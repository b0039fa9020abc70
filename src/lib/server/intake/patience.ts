/** Milliseconds. Whoever is kept longer taps again, or goes away with everything that was typed. */
const PATIENCE = 8000;

class TooLate extends Error {
	override readonly name = 'TooLate';
	// the driver's word for a database that gives no answer
	readonly code = 'CONNECT_TIMEOUT';
}

/**
 * Ends her wait for a database that hangs; the driver would wait for ever. What is under way there
 * may still be done. `late` keeps the work from beginning anything after she was told to try again:
 * it would overwrite what she says next.
 */
export function inTime<Result>(work: (late: AbortSignal) => Promise<Result>): Promise<Result> {
	const late = new AbortController();
	return new Promise((resolve, reject) => {
		const timer = setTimeout(() => {
			late.abort();
			reject(new TooLate());
		}, PATIENCE);
		void work(late.signal)
			.then(resolve, reject)
			.finally(() => clearTimeout(timer));
	});
}
