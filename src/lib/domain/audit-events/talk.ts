/** Check-ins that a worker holds with her. */
export const talkEvents = {} as const;
