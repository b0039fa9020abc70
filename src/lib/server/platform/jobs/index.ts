export { installJobs } from './install.ts';
export { JobsMissing, openJobs, type Jobs } from './open.ts';
export { queues, type JobData, type Queue } from './queues.ts';
