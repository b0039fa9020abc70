export { changePassword, type PasswordChange } from './change-password.ts';
export { endEverywhere, endOne } from './end-sessions.ts';
export {
	addPasskey,
	enrolment,
	makeCodes,
	removeApp,
	removePasskey,
	renamePasskey,
	setApp,
	shownEnrolment,
	type Changed
} from './change-factors.ts';
export { look } from './look.ts';
