import { z } from 'zod';
import { isOfOurAge } from '#lib/domain/concern/calendar.ts';

// What forms all over the desk ask alike.

export const day = (problem: string) => z.iso.date(problem).refine(isOfOurAge, problem);

/** The database takes no NUL, and what stands on one line has no other sign of control either. */
export const plain = (problem: string) => z.string(problem).regex(/^\P{Cc}*$/u, problem);
