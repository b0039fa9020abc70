export { taskContent, taskKinds, type TaskContent, type TaskKind } from './task.ts';
