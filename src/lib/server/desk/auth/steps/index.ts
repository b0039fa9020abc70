export { begin, challenge, end, find, parse, take, type Purpose, type Step } from './steps.ts';
