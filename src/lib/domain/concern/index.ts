export { fileUnder, lanes, lanesOf } from './lanes.ts';
export type { Lane } from './lanes.ts';

export { defaultLimits, limitSettings } from './limits.ts';
export type { Limit, LimitSettings } from './limits.ts';
export type { Calendar } from './calendar.ts';
export { limits, openLimits, tightened } from './clocks.ts';
export type { Clock, LaneSeverity, Limits } from './clocks.ts';
export { clockWords, waitingWords } from './clock-words.ts';
export type { ClockWords } from './clock-words.ts';

export {
	afterFlag,
	laneSeverity,
	laneStates,
	mayMove,
	mayReopen,
	moved,
	newsOf
} from './lifecycle.ts';
export type { LaneEvent, LaneState } from './lifecycle.ts';
export { headline } from './headline.ts';
export type { Headline } from './headline.ts';
export { byUrgency } from './ordering.ts';
export type { Waiting } from './ordering.ts';
