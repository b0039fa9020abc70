export { lift } from './lift.ts';
export { read } from './read.ts';
export { set, type NewBlock } from './set.ts';
