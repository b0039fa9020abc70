export { open, refuse, type Opening, type Wanted } from './open.ts';
export { prepare } from './prepare.ts';
export { review, type Reviewed } from './review.ts';
export { reviews } from './reviews.ts';
