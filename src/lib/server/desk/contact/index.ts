export { unsealPlan } from './plan.ts';
export { findLastAsk, findPlan, type PlanRow } from './store.ts';
export { unsafeSince } from './unsafe.ts';
