export { add, type NewTask } from './add.ts';
export { done, undo } from './done.ts';
export { finish, finishKinds, type Cause } from './finish.ts';
export { handOver } from './hand-over.ts';
export { count, countOfCase, list } from './list.ts';
export { waitsFor } from './waits.ts';
