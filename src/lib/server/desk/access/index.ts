export { desk, type Desk } from './desk.ts';
export { person, personOrNobody } from './people.ts';
export { deny, purposeOf, reach, reachNamed, readerAs, relationIn } from './reach.ts';
export type { Staff } from './staff.ts';
