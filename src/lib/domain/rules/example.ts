import type { StoredAnswers } from '../questionnaire/index.ts';
import { assess } from './index.ts';
import type { Assessment, Flag, Input } from './index.ts';

// For the tests of this folder: a check-in in which she agreed to answer, on one fixed day.

export const NOW = '2026-11-20T10:00:00Z';

/** A moment before NOW (after it, if negative), to the millisecond. */
export function ago(milliseconds: number): string {
	return new Date(Date.parse(NOW) - milliseconds).toISOString();
}

/** `answers` are those of somebody who said yes at CN0 and took the full path. */
export function assessed(answers: StoredAnswers, rest: Partial<Input> = {}): Assessment {
	return assess({ now: NOW, ...rest, answers: { CN0: 'yes', MORE: 'yes', ...answers } });
}

export function flagOf({ flags }: Assessment, code: string): Flag | undefined {
	return flags.find((flag) => flag.code === code);
}

/** `code:severity` of every flag, in the order of the output. */
export function namesOf({ flags }: Assessment): string[] {
	return flags.map(({ code, severity }) => `${code}:${severity}`);
}
