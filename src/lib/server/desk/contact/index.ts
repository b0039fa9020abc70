export { unsealPlan } from './plan.ts';
export { findPlan, type PlanRow } from './store.ts';
