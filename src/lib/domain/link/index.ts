export { newPin, parsePin, type Pin } from './pin.ts';
export { isOver, linkState, mayBecome, type LinkState } from './state.ts';
export { groups, newToken, parseToken, type Random, type Token } from './token.ts';
export { IDLE_MINUTES } from './visit.ts';
export { isSent, ways, type Way } from './way.ts';
