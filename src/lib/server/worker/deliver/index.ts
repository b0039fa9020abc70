export { deliver } from './deliver.ts';
export { findDue, type Place } from './store.ts';
