export { changeFacts } from './change-facts.ts';
export { addRound, create, type NewCase, type NewOrder } from './create/index.ts';
export { readFactRows, unsealFacts, type CasePlace, type FactRows } from './facts.ts';
export { list } from './list.ts';
export { read } from './read.ts';
export { findCase, findSettings } from './store.ts';
