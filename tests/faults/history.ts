import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What somebody at the other end of the line tried. `link` is the id of her link. */
export type Act =
	| { act: 'open' | 'delete' | 'send'; link: string }
	| { act: 'continue'; link: string; q: string; value: string | readonly string[]; text?: string };

/**
 * Acknowledged: she read the answer that says it is done. Failed: she read that it was not. Unknown:
 * no answer came, or one that says "try again"; it may have been done or not.
 */
export type Outcome = 'acknowledged' | 'failed' | 'unknown';

export type Entry = Act & { outcome: Outcome };

/** A client's own record, on its own file: what it was told must be true whatever else was killed. */
export class History {
	readonly #folder = mkdtempSync(join(tmpdir(), 'heard-history-'));
	readonly #file = join(this.#folder, 'history.jsonl');
	#attempts = 0;
	#isClosed = false;

	/** Written before anything is sent. Call the result with what came of it. */
	attempt(act: Act): (outcome: Outcome) => void {
		const number = this.#attempts++;
		this.#write({ number, ...act });
		return (outcome) => this.#write({ number, outcome });
	}

	/** In the order of the attempts. One without an outcome is unknown. */
	entries(): Entry[] {
		const entries = new Map<number, Entry>();
		if (this.#attempts === 0) return [];
		for (const line of readFileSync(this.#file, 'utf8').trim().split('\n')) {
			const { number, ...rest } = JSON.parse(line);
			entries.set(number, { outcome: 'unknown', ...entries.get(number), ...rest });
		}
		return [...entries.values()];
	}

	close(): void {
		this.#isClosed = true;
		rmSync(this.#folder, { recursive: true, force: true });
	}

	#write(line: object): void {
		// somebody who still tries when the test is over
		if (this.#isClosed) return;
		appendFileSync(this.#file, `${JSON.stringify(line)}\n`);
	}
}
