/** Tasks, notes, judgements, sharing, and programmes. */
export const workEvents = {} as const;
