export { decide, type Decided, type Decision } from './decide.ts';
export { prepare } from './prepare.ts';
export { open, sign, tell } from './sign.ts';
