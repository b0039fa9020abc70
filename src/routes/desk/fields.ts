import { z } from 'zod';
import { isDay } from '#lib/domain/schedule/day.ts';

// What forms all over the desk ask alike.

/** A day, under one problem for everything that is none. */
export const day = (problem: string) => z.string(problem).refine(isDay, problem);

/** The database takes no NUL, and what stands on one line has no other sign of control either. */
export const plain = (problem: string) => z.string(problem).regex(/^\P{Cc}*$/u, problem);
