export { open } from './open/index.ts';
export { queue, type QueueLook } from './queue/index.ts';
export { markSeen, type Seen } from './seen.ts';
export { unsealFlag } from './open/unseal.ts';
export { findFlags, findRevisions, type FlagRow } from './store.ts';
