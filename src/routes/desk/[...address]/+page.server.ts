import { refuse } from '#lib/server/platform/http/refuse.ts';
import type { PageServerLoad } from './$types';

// An address of the desk that nobody has gets the desk's own page, in its frame.
export const load: PageServerLoad = () => refuse('page.not_found');
