import { fail, redirect } from '@sveltejs/kit';
import { typedFrom, withRoom } from '#lib/domain/contact/index.ts';
import { desk } from '#lib/server/desk/access/index.ts';
import * as contact from '#lib/server/desk/contact/index.ts';
import { readForm, typedFields } from '#lib/server/platform/http/read-form.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import { confirmForm, saveForm, wantedBy } from './form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const staff = locals.staff ?? refuse('case.not_found');
	const view = await contact.read(desk(), staff, params.id);
	return { view: view ?? refuse('case.not_found') };
};

export const actions: Actions = {
	save: async ({ locals, params, request }) => {
		const staff = locals.staff ?? refuse('case.not_found');
		const fields = await typedFields(request);
		const form = saveForm.safeParse(fields);
		if (!form.success) refuse('case.not_found');

		const typed = typedFrom(fields);
		const wanted = wantedBy(form.data.do);
		const { version, seen_at: seenAt } = form.data;
		const madeFrom = { version, seenAt: seenAt?.toISOString() };
		// one more row is no saving: the page comes again with everything that was typed
		if ('room' in wanted) {
			return { ...nothing, madeFrom, typed: withRoom(typed, wanted.room) };
		}

		const saved = await contact.save(desk(), staff, {
			...{ caseId: params.id, version, seenAt, typed },
			...wanted
		});
		if (!saved) refuse('case.not_found');
		if (saved.kind === 'saved') redirect(303, `/desk/cases/${params.id}/plan`);
		return fail(422, { ...nothing, madeFrom, typed, ...outcome(saved) });
	},

	confirm: async ({ locals, params, request }) => {
		const staff = locals.staff ?? refuse('case.not_found');
		const form = await readForm(request, confirmForm);
		if (!form.ok) refuse('case.not_found');

		const { version, seen_at: seenAt, how } = form.value;
		const saved = await contact.save(desk(), staff, {
			...{ caseId: params.id, version, seenAt },
			...{ typed: null, confirmed: how }
		});
		if (!saved) refuse('case.not_found');
		if (saved.kind === 'saved') redirect(303, `/desk/cases/${params.id}/plan`);
		return fail(422, { ...nothing, ...outcome(saved) });
	},

	word: async ({ locals, params }) => {
		const staff = locals.staff ?? refuse('case.not_found');
		const word = await contact.safeWord(desk(), staff, params.id);
		// answered here, once: there is no address that shows it again
		return { word: word ?? refuse('case.not_found') };
	}
};

const nothing = { problems: [], isMinor: false, changed: undefined, madeFrom: undefined };

/** What was told just now counts as read: the page is made anew from what holds. */
function outcome(saved: Exclude<contact.Saved, { kind: 'saved' }>) {
	if (saved.kind === 'problems') return { problems: saved.problems, isMinor: saved.isMinor };
	return {
		changed: saved.kind === 'warned' ? ('warned' as const) : { by: saved.by },
		madeFrom: undefined
	};
}
