export { issue, type Issued, type Wanted } from './issue.ts';
export { prepare } from './prepare.ts';
export { revoke } from './revoke.ts';
