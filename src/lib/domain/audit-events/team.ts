/** Agencies, organisations, units and people. */
export const teamEvents = {} as const;
