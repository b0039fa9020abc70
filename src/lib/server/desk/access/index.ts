export { desk, type Desk } from './desk.ts';
export { person, personOrNobody } from './people.ts';
export { deny, purposeOf, reach, reachNamed, readerAs, readingIn, relationIn } from './reach.ts';
export type { Staff, SteppingStaff } from './staff.ts';
export { findGlass, hasSteppedUp } from './store.ts';
