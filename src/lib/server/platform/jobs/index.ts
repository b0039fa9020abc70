export { installJobs } from './install.ts';
export { openJobs, type Jobs } from './open.ts';
export { queues, type JobData, type Queue } from './queues.ts';
