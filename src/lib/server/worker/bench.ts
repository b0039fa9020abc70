import type { KeyRing } from '#lib/server/desk/keys/index.ts';
import type { Database } from '#lib/server/platform/db/client.ts';

/** What every piece of the worker's work has at hand. */
export type Bench = { db: Database; keys: KeyRing };
