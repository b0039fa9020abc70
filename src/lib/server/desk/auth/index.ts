import { config } from '#lib/server/platform/config.ts';
import { desk } from '../access/index.ts';
import * as challenges from './challenge.ts';
import * as session from './session.ts';
import * as setUpVerbs from './set-up/index.ts';
import * as showFactorVerb from './show-factor.ts';
import * as signInVerb from './sign-in.ts';
import * as signOutVerb from './sign-out.ts';
import type { SignedIn } from './signed-in.ts';
import * as stepUpVerb from './step-up.ts';

// What the desk's routes may do. The verbs themselves take their database as an argument; here they
// get this process's own login, pepper and mode.

/** Everywhere but in the demo a second factor is asked for. */
const isDemo = () => config().installation.isDemo;

export const signIn = (attempt: Omit<signInVerb.Attempt, 'pepper' | 'isDemo'>) =>
	signInVerb.signIn(desk().db, { ...attempt, pepper: desk().pepper, isDemo: isDemo() });

export const showFactor = (given: { step: string | null; shown: showFactorVerb.Shown }) =>
	showFactorVerb.showFactor(desk(), given);

/** Which factors may be shown, for who has shown the password. Null without such a step. */
export const factorsOfStep = (step: string | null) => showFactorVerb.factorsOfStep(desk(), step);
export const factorsOf = (person: SignedIn) => stepUpVerb.factorsOf(desk(), person);

export const signOut = (person: SignedIn) => signOutVerb.signOut(desk().db, person);

export const current = (id: string) => session.current(desk().db, id);
export const peek = (id: string) => session.peek(desk().db, id);

/** Whether this person showed the second factor within five minutes. Else: to `stepUpAddress`. */
export const steppedUp = async ({ steppedUp }: SignedIn): Promise<boolean> => steppedUp;

export const stepUp = (person: SignedIn, shown: stepUpVerb.ShownAgain) =>
	stepUpVerb.stepUp(desk(), person, shown);
export const stepUpByPassword = (person: SignedIn, password: string) =>
	stepUpVerb.stepUpByPassword(desk(), person, password);

/** What a browser needs before it can use or make a passkey. */
export const challenge = {
	forStep: (step: string | null) => challenges.challengeForStep(desk(), step),
	forLink: (token: string) => setUpVerbs.challengeForLink(desk(), token),
	forSession: (person: SignedIn, purpose: 'step_up' | 'add_passkey') =>
		challenges.challengeForSession(desk(), person, purpose)
};

/** By a set-up link: a password, then a second factor. */
export const setUp = {
	useLink: (typed: Omit<setUpVerbs.Typed, 'isDemo'>) =>
		setUpVerbs.useLink(desk(), { ...typed, isDemo: isDemo() }),
	enrolment: (step: string | null) => setUpVerbs.enrolment(desk(), step),
	shownEnrolment: (given: { step: string | null; box: string }) =>
		setUpVerbs.shownEnrolment(desk(), given),
	finishWithApp: (given: { step: string | null; box: string; code: string }) =>
		setUpVerbs.finishWithApp(desk(), given),
	finishWithPasskey: (given: { step: string | null; passkey: string; name: string }) =>
		setUpVerbs.finishWithPasskey(desk(), given)
};

export { dropCookie, dropStep, readCookie, readStep, setCookie, setStep } from './cookie.ts';
export { stepUpAddress } from './step-up-address.ts';
export { hashPassword } from './password.ts';
export * as account from './account/index.ts';
export * as session from './session.ts';
export type { SignedIn } from './signed-in.ts';
