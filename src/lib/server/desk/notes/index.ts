export { add, type NewNote } from './add.ts';
export { textOf, type NoteRow } from './read.ts';
export { findNotes } from './store.ts';
