export { append } from './append.ts';
