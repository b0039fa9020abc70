export {
	codeSteps,
	parseCode,
	stepOf,
	STEP_SECONDS,
	DIGITS,
	type OneTimeCode
} from './one-time-code.ts';
export { passwordProblem, type PasswordProblem } from './password.ts';
export {
	newRecoveryCode,
	parseRecoveryCode,
	recoveryGroups,
	RECOVERY_CODES,
	type RecoveryCode
} from './recovery-code.ts';
export { returnPath } from './return-path.ts';
export { deviceName } from './device-name.ts';
export type * from './views.ts';
