export { makeLink, type LinkPurpose, type MadeLink } from './make-link.ts';
