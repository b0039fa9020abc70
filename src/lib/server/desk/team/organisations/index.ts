export { add, addUnit, change, changeUnit } from './change.ts';
export { list, read, readUnit } from './read.ts';
