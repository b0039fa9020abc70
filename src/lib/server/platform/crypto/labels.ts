/**
 * Every label, once. A label says what a key, a hash or a sealed text is for, so that something made
 * for one use is worth nothing in another. A changed meaning gets a new number, never the old one.
 */
export const labels = {
	// sealed to a public key: info of HPKE
	response: 'heard/response/1',
	draftKey: 'heard/draft-key/1',
	flag: 'heard/flag/1',
	contactPlan: 'heard/contact-plan/1',
	note: 'heard/note/1',
	delivery: 'heard/delivery/1',
	caseFacts: 'heard/case-facts/1',
	talk: 'heard/talk/1',
	caseKey: 'heard/case-key/1',
	agencyKeyRecovery: 'heard/agency-key-recovery/1',
	boxKeyRecovery: 'heard/box-key-recovery/1',

	// boxes: first part of their AAD. `draft` is also the label of the draft key's derivation
	draft: 'heard/draft/1',
	visit: 'heard/visit/1',
	agencyKey: 'heard/agency-key/1',
	boxKey: 'heard/box-key/1',
	measure: 'heard/measure/1',
	aggregate: 'heard/aggregate/1',
	headline: 'heard/headline/1',
	task: 'heard/task/1',
	notice: 'heard/notice/1',
	totp: 'heard/totp/1',

	// derivations and keyed hashes
	keyId: 'heard/key-id/1',
	lookup: 'heard/lookup/1',
	linkPlace: 'heard/link-place/1',
	pinVerify: 'heard/pin-verify/1',
	visitWrap: 'heard/visit-wrap/1',
	miss: 'heard/miss/1',
	signIn: 'heard/sign-in/1',
	setupLink: 'heard/setup-link/1',
	recoveryCode: 'heard/recovery-code/1',
	receipt: 'heard/receipt/1',
	once: 'heard/once/1'
} as const;

export type Label = (typeof labels)[keyof typeof labels];
