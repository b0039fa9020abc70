export { has, list } from './held.ts';
export { prove, type Factor, type Proof } from './prove.ts';
export { enrolment, setApp, shownAgain } from './app.ts';
export * as passkeys from './passkeys.ts';
export { remakeCodes } from './recovery.ts';
export { renamePasskey } from './store.ts';
export { dropAll, dropApp, dropOtherPasskeys, dropPasskey } from './drop.ts';
export { countMiss, giveBackMiss } from './throttle.ts';
