export { assessNext } from './next.ts';
