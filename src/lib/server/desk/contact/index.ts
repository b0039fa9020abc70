export { findContact, openContact, type Contact, type ContactRows } from './open.ts';
export { unsealPlan } from './plan.ts';
export { contactRules, read } from './read.ts';
export { safeWord } from './safe-word.ts';
export { save, type Saved, type Saving } from './save.ts';
export { addCaseEvent, countMessages, findLastAsk, findPlan, type PlanRow } from './store.ts';
