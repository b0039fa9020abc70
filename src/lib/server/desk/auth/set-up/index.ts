export { makeLink, type NewLink } from './make-link.ts';
