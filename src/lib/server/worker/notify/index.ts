export { notify } from './notify.ts';
export { findDue, type Place } from './store.ts';
