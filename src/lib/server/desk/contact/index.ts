export { findContact, openContact, type Contact, type ContactRows } from './open.ts';
export { unsealPlan } from './plan.ts';
export { findLastAsk, findPlan, type PlanRow } from './store.ts';
