export { add, type NewTask } from './add.ts';
