export { openCase, type OpenedCase } from './open.ts';
export {
	lockCase,
	readCase,
	readOrders,
	readProgramme,
	type CasePlace,
	type CaseRow
} from './store.ts';
export { codeOf, openFlag, type FlagRow } from './open-flag.ts';
