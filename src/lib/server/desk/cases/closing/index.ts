export { agree, type Agreed } from './agree.ts';
export { ask, prepareClosing, type Asked, type WantedClosing } from './ask.ts';
export { challenge } from './challenge.ts';
export { answer, listChallenges, type Answered } from './challenges.ts';
export { reopen } from './reopen.ts';
export { withdraw } from './withdraw.ts';
