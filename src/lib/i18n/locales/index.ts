// A language is a folder beside this file and its line here. A list, because plain node, the
// bundler and the tests all read it, and no one way to look into a folder works in all three.
export { en } from './en/index.ts';
