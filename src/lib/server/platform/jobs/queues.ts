import { z } from 'zod';

/** A wake-up for one row: `deliver` of a message to her, `notify` of a mail to staff. */
export const queues = ['deliver', 'notify'] as const;
export type Queue = (typeof queues)[number];

/** Ids only: what a job is about stands in its row, and nowhere in a table of jobs. */
export const jobData = z.strictObject({ agencyId: z.uuid(), id: z.uuid() });
export type JobData = z.infer<typeof jobData>;

/** A schema of its own, which the owner installs and where intake and desk have no right at all. */
export const SCHEMA = 'pgboss';

const DAY = 24 * 60 * 60;

/**
 * `short`: one wake-up waits for a row, however often it is asked for. What is tried again stands in
 * the row, so a job itself is never repeated; done or forgotten, it is gone after a day.
 */
export const queueOptions = {
	policy: 'short',
	partition: false,
	retryLimit: 0,
	expireInSeconds: 120,
	retentionSeconds: DAY,
	deleteAfterSeconds: DAY
} as const;
