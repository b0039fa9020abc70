export {
	makeAgencyKeys,
	openAgencyKey,
	openBoxKey,
	type AgencyKeyRow,
	type BoxKeyRow
} from './agency.ts';
export {
	boxAggregate,
	boxHeadline,
	boxMeasure,
	boxNotice,
	boxTask,
	boxTotp,
	openAggregate,
	openHeadline,
	openMeasure,
	openNotice,
	openTask,
	openTotp
} from './boxed.ts';
export { makeCaseKey, openCaseKey, type CaseKeyRow } from './case.ts';
export { keyProvider, type KeyProvider } from './provider.ts';
export { reboxFromRecovery, reboxUnderNewKek, type KeyRows } from './rebox.ts';
