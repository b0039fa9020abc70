export { prepare, raise, type Judgement } from './raise.ts';
