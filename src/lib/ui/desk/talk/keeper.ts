import type { Kept } from '#lib/domain/talk/index.ts';

export type Posting = (
	fields: FormData,
	signal: AbortSignal
) => Promise<Kept | { kind: 'signed_out' }>;

/** What the line of a talk says about what was typed. */
export type Keeping =
	| { kind: 'saved'; at: Date }
	| { kind: 'waiting' }
	| { kind: 'retrying' }
	| { kind: 'signed_out' }
	| { kind: 'changed'; at: Date }
	/** A field holds more than is taken: it waits for somebody to shorten it. */
	| { kind: 'too_long' }
	| { kind: 'ended' };

/** What a page that is to be left still holds. `save`: false when it holds it after that as well. */
export type Holding = { isUnsaved: () => boolean; save: () => Promise<boolean> };

/** What is not saved yet. `done`: it is; whatever was typed meanwhile stays for the next time. */
export type Unsaved = { fields: FormData; done: () => void };

const PAUSE_MS = 600;
const PATIENCE_MS = 15_000;
const RETRY_MS = [1000, 2000, 4000, 8000, 15_000];

/**
 * Saves in the background, one save at a time, and tries again until it has. What is not saved is
 * held in the memory of this page and nowhere else: a device that others use must keep nothing.
 */
export function keeper({
	version: first,
	post,
	collect,
	catchUp,
	tell
}: {
	version: number;
	post: Posting;
	/** Null when nothing is unsaved. */
	collect: () => Unsaved | null;
	/** Takes over what another has saved, under what is unsaved here. Its version; null where it fails. */
	catchUp: () => Promise<number | null>;
	tell: (keeping: Keeping) => void;
}) {
	let version = first;
	let failures = 0;
	/** Sent, and no reply came: perhaps it was saved. It goes again as it was, before what is newer. */
	let unanswered: Unsaved | null = null;
	/** Somebody else has saved: a person decides before anything is written over it. */
	let isHeld = false;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let running: Promise<void> | null = null;

	const later = (ms: number) => {
		clearTimeout(timer);
		timer = setTimeout(now, ms);
	};

	async function once(unsaved: Unsaved): Promise<boolean> {
		const { fields, done } = unsaved;
		fields.set('version', String(version));
		const kept = await post(fields, AbortSignal.timeout(PATIENCE_MS)).catch(() => null);
		if (kept === null || kept.kind === 'signed_out') {
			unanswered = unsaved;
			tell({ kind: kept ? 'signed_out' : 'retrying' });
			later(RETRY_MS[failures++] ?? PATIENCE_MS);
			return false;
		}
		failures = 0;
		unanswered = null;
		if (kept.kind === 'saved') {
			done();
			// a repeat is a success also where another has saved since
			version = kept.version > version + 1 ? await caughtUp() : kept.version;
			tell({ kind: 'saved', at: kept.savedAt });
			return true;
		}
		if (kept.kind === 'problems') {
			tell({ kind: 'too_long' });
			return false;
		}
		isHeld = true;
		if (kept.kind === 'changed') {
			version = await caughtUp();
			tell({ kind: 'changed', at: kept.savedAt });
		} else {
			tell({ kind: 'ended' });
		}
		return false;
	}

	/** Where it fails the old version stays, with which the next save is refused again. */
	const caughtUp = async () => (await within(PATIENCE_MS, catchUp())) ?? version;

	const next = () => unanswered ?? collect();

	async function run(): Promise<void> {
		for (let unsaved = next(); unsaved && !isHeld; unsaved = next()) {
			if (!(await once(unsaved))) return;
		}
	}

	function now(): Promise<void> {
		clearTimeout(timer);
		running ??= run().finally(() => {
			running = null;
		});
		return running;
	}

	return {
		version: () => version,
		/** Something was typed. */
		changed(): void {
			if (isHeld) return;
			tell({ kind: 'waiting' });
			if (failures === 0) later(PAUSE_MS);
		},
		/** Saves at once. False when something is still unsaved. */
		async flush(): Promise<boolean> {
			await running;
			await now();
			return next() === null;
		},
		/** After "changed elsewhere": saves over it. */
		goOn(): Promise<void> {
			isHeld = false;
			return now();
		},
		/** Saves what cannot wait until a person has decided about what another has saved. */
		async urgent(): Promise<void> {
			await running;
			// a second time over what another has saved, which is on the page by then
			for (let tries = 0; tries < 2; tries += 1) {
				isHeld = false;
				await now();
				if (!isHeld) return;
			}
		},
		stop: () => clearTimeout(timer)
	};
}

/** Null for what fails or takes too long. */
function within<Result>(ms: number, work: Promise<Result>): Promise<Result | null> {
	const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), ms));
	return Promise.race([work.catch(() => null), late]);
}
