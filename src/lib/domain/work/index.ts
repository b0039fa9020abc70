export { taskContent, taskKinds, type TaskContent, type TaskKind } from './task.ts';
export { countSession, programmeStatuses, type Caller, type ProgrammeStatus } from './programme.ts';
export {
	askedAnswers,
	shareGrounds,
	shareState,
	signBy,
	type Asked,
	type ShareGround,
	type ShareState
} from './share.ts';
export type * from './views.ts';
export { NOTE_MAX, REASON, ticked, writtenNote, writtenReason } from './written.ts';
