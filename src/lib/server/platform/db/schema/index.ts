export * from './agency.ts';
export * from './audit.ts';
export * from './case.ts';
export * from './check-in.ts';
export * from './concern.ts';
export * from './sign-in.ts';
