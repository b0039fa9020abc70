export { open } from './open/index.ts';
export { queue, type QueueLook } from './queue/index.ts';
export { markSeen, type Seen } from './seen.ts';
