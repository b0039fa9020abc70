export { keyRing, NoKey, type KeyRing } from './ring.ts';
