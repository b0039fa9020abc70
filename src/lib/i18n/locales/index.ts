// A language is a folder beside this file and its line here. A list, because plain node, the
// bundler and the tests all read it, and no one way to look into a folder works in all three.
export { en } from './en/index.ts';
export { ar } from './ar/index.ts';
export { de } from './de/index.ts';
export { es } from './es/index.ts';
export { fr } from './fr/index.ts';
export { pl } from './pl/index.ts';
export { ru } from './ru/index.ts';
export { uk } from './uk/index.ts';
