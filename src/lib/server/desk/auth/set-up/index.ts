export { invite, type Invited } from './invite.ts';
export { makeLink, type LinkPurpose, type MadeLink } from './make-link.ts';
export { challengeForLink } from './challenge.ts';
export {
	enrolment,
	finishWithApp,
	finishWithPasskey,
	shownEnrolment,
	type Finished
} from './finish.ts';
export { findPlaces, isKnown } from './places.ts';
export { useLink, type LinkUse, type Typed } from './use-link.ts';
