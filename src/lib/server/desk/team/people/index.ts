export { setAway, setBack, type Leave } from './away.ts';
export { change } from './change.ts';
export { disable, enable } from './disable.ts';
export { invite, inviteAgain, prepare, type Invitation } from './invite.ts';
export { everybody, list } from './list.ts';
export { read } from './read.ts';
export { inviteAnew, reset } from './reset.ts';
