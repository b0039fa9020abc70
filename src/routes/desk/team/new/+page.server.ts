import { fail, redirect } from '@sveltejs/kit';
import { desk } from '#lib/server/desk/access/index.ts';
import { people } from '#lib/server/desk/team/index.ts';
import { readForm, type TypedFields } from '#lib/server/platform/http/read-form.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import { asking, editing, toStepUp } from '../asking.ts';
import { inviteForm } from './form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, request, url }) => {
	const staff = asking(locals);
	// asked before anything is typed, so that nothing typed is lost on the way
	const isLook = request.method !== 'POST';
	if (isLook && 'steppedUp' in staff && !staff.steppedUp) toStepUp(url.pathname);
	const view = await people.prepare(desk(), staff);
	return { view: view ?? refuse('page.not_found') };
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const staff = editing(locals);
		const form = await readForm(request, inviteForm);
		if (!form.ok) return fail(422, { typed: form.typed, problems: form.problems });

		const { id: staffId, organisation: organisationId, unit: unitId, ...given } = form.value;
		const wanted = { ...given, staffId, organisationId, unitId };
		const invited = await people.invite(desk(), staff, wanted);
		if (!invited) refuse('page.not_found');
		// Answered here and not by a redirect: the address is stored nowhere.
		if (invited.kind === 'invited' && invited.card) return { card: invited.card, staffId };
		if (invited.kind === 'invited' || invited.kind === 'repeated') {
			redirect(303, `/desk/team/${staffId}?done=${invited.kind}`);
		}
		const problems: Record<string, string | undefined> =
			invited.kind === 'place' ? invited.problems : { [invited.kind]: problemOf[invited.kind] };
		return fail(422, { typed: typedOf(wanted), problems });
	}
};

const problemOf = { email: 'email_unusable', languages: 'languages', step_up: 'step_up' } as const;

/** What was typed, as the form gave it. */
function typedOf({ staffId, organisationId, unitId, ...rest }: people.Invitation): TypedFields {
	return { ...rest, id: staffId, organisation: organisationId, unit: unitId ?? '' };
}
