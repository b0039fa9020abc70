export { add, type NewNote } from './add.ts';
export { list } from './list.ts';
export { textOf, type NoteRow } from './read.ts';
export { findNotes } from './store.ts';
export { share, write, type Writing } from './write.ts';
