export { factsFor, issue, offeredRound, type Issued, type Wanted } from './issue.ts';
export { prepare } from './prepare.ts';
export { revoke } from './revoke.ts';
export { prepareCard, showCard, type CardShown } from './show-card.ts';
export { roundFor } from './round.ts';
export { findRounds, lockLinks } from './store.ts';
