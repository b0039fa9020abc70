export { keyRing, NoKey, type KeyRing } from './ring.ts';
export { findCaseKey } from './store.ts';
