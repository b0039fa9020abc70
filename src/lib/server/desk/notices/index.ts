export { add } from './add.ts';
export type { NoticeKind } from './store.ts';
