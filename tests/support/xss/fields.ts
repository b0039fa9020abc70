import * as casework from './casework.ts';
import type { Cast, Place, Who } from './cast.ts';
import { ownWords } from './own-words.ts';
import * as people from './people.ts';

/**
 * A text field of the desk, or one of hers whose text the desk shows. `fill` writes every payload into
 * it, by the verb behind its form, and says where it can be read. Whoever adds a field adds a line.
 */
export type Field = { name: string; fill: (cast: Cast) => Promise<Place[]> };

export const fields: readonly Field[] = [
	{ name: 'the reference of a case', fill: casework.references },
	{ name: 'her own words', fill: ownWords },
	{ name: 'a note of support, and of police', fill: casework.casesNotes },
	{ name: 'a flag by judgement', fill: casework.judged },
	{ name: 'why a case is given to others', fill: casework.givenToOthers },
	{ name: 'why a case is to be closed', fill: casework.closed },
	{ name: 'a contact plan', fill: casework.plans },
	{ name: 'what a worker notes while asking', fill: casework.talked },
	{ name: 'why something is shared with police', fill: casework.shared },
	{ name: 'the reference of a programme', fill: casework.programmes },
	{ name: 'the name of a colleague, and why they may not see a case', fill: people.namesAndBlocks },
	{ name: 'why a case was opened in an emergency', fill: people.emergencies },
	{ name: 'the names of organisations and units', fill: people.bodies },
	{ name: 'the names of the team', fill: people.colleagues }
];

/** Pages with forms that give back what was typed. `who`: null for nobody who is signed in. */
export type FormPage = { who: Who | null; path: (cast: Cast) => Promise<string> };

const ofCase =
	(page: string) =>
	async ({ stage }: Cast) =>
		`/desk/cases/${await stage.world.case(stage.agency, { hasLiveOrder: true })}/${page}`;
const at = (path: string) => async () => path;

export const formPages: readonly FormPage[] = [
	{ who: null, path: at('/desk/login') },
	{ who: 'officer', path: at('/desk/break-glass') },
	{ who: 'supervisor', path: ofCase('block') },
	{ who: 'reviewer', path: at('/desk/break-glass/review') },
	{ who: 'officer', path: at('/desk/cases') },
	{ who: 'officer', path: at('/desk/cases/new') },
	{ who: 'officer', path: ofCase('edit') },
	{ who: 'supervisor', path: ofCase('reassign') },
	{ who: 'officer', path: ofCase('close') },
	{ who: 'officer', path: ofCase('notes') },
	{ who: 'supportWorker', path: ofCase('notes') },
	{ who: 'supportWorker', path: ofCase('flag') },
	{ who: 'supportWorker', path: ofCase('plan') },
	{ who: 'supportWorker', path: ofCase('check-in') },
	{ who: 'admin', path: at('/desk/team') },
	{ who: 'admin', path: at('/desk/team/new') },
	{ who: 'admin', path: at('/desk/team/organisations') },
	{
		who: 'admin',
		path: async ({ stage: { agency } }) => `/desk/team/organisations/${agency.organisations.police}`
	},
	{ who: 'admin', path: async ({ stage: { agency } }) => `/desk/team/units/${agency.unit}` }
];
