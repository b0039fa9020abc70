export { begin, type Begun } from './begin.ts';
export { save, type Saving } from './save.ts';
export { send, type Sent } from './send.ts';
export { show } from './show.ts';
export { remove, stop } from './stop.ts';
export { showWord } from './word.ts';
