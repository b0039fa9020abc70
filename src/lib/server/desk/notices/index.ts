export { add } from './add.ts';
export type { NoticeKind } from './store.ts';
export { undeliveredSince } from './undelivered.ts';
