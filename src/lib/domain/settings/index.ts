import { z } from 'zod';
import { deskSettings } from './desk.ts';
import { intakeSettings } from './intake.ts';

/** All settings of an agency. Two parts, because intake may read only the first. */
export const agencySettings = z.object({ intake: intakeSettings, desk: deskSettings });
export type AgencySettings = z.infer<typeof agencySettings>;

export { inLanguage, intakeSettings } from './intake.ts';
export type { IntakeSettings, LocalWords } from './intake.ts';
export { calendarOf, deskSettings } from './desk.ts';
export type { DeskSettings } from './desk.ts';
export { demoSettings } from './demo.ts';
