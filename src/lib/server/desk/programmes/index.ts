export { askOfficer, askProvider, officerCalled, providerCalled } from './calls.ts';
export { changeStatus, recordSession, type Session } from './change.ts';
export { list, ofCase, open } from './open.ts';
