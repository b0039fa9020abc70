import { fail, redirect } from '@sveltejs/kit';
import type { StaffAct } from '#lib/domain/team/index.ts';
import { desk } from '#lib/server/desk/access/index.ts';
import { people } from '#lib/server/desk/team/index.ts';
import { readForm } from '#lib/server/platform/http/read-form.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import { asking, editing, toStepUp } from '../asking.ts';
import { awayForm, changeForm, linkForm } from './form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const view = await people.read(desk(), asking(locals), params.id);
	return { view: view ?? refuse('page.not_found'), done: url.searchParams.get('done') };
};

type Answer = Exclude<Awaited<ReturnType<typeof people.disable>>, null>;

/** What most of the acts answer: done, held back with a reason, or a second factor first. */
function answer(
	{ url, params }: { url: URL; params: { id: string } },
	{ act, outcome }: { act: StaffAct; outcome: Answer | null }
) {
	if (!outcome) refuse('page.not_found');
	if (outcome.kind === 'held') return fail(422, { act, held: outcome.held });
	if (outcome.kind === 'step_up') toStepUp(url.pathname);
	redirect(303, `/desk/team/${params.id}?done=${act}`);
}

export const actions: Actions = {
	change: async (event) => {
		const staff = editing(event.locals);
		const form = await readForm(event.request, changeForm);
		if (!form.ok) return fail(422, { act: 'change' as const, ...form });

		const { role, organisation: organisationId, unit: unitId } = form.value;
		const place = { role, organisationId, unitId };
		const outcome = await people.change(desk(), staff, { id: event.params.id, place });
		const typed = { role, organisation: organisationId, unit: unitId ?? '' };
		if (outcome?.kind === 'place') {
			return fail(422, { act: 'change' as const, typed, problems: outcome.problems });
		}
		if (outcome?.kind === 'held') {
			return fail(422, { act: 'change' as const, typed, held: outcome.held });
		}
		if (outcome?.kind === 'step_up') {
			return fail(422, { act: 'change' as const, typed, problems: { step_up: 'step_up' } });
		}
		return answer(event, { act: 'change', outcome });
	},
	away: async (event) => {
		const form = await readForm(event.request, awayForm);
		if (!form.ok) return fail(422, { act: 'away' as const, ...form });

		const wanted = { id: event.params.id, leave: form.value };
		const outcome = await people.setAway(desk(), asking(event.locals), wanted);
		const { from, until } = form.value;
		const typed = { from: from ?? '', until: until ?? '' };
		if (outcome?.kind === 'days') {
			return fail(422, { act: 'away' as const, typed, problems: { until: 'days' } });
		}
		if (outcome?.kind === 'held') {
			return fail(422, { act: 'away' as const, typed, held: outcome.held });
		}
		return answer(event, { act: 'away', outcome });
	},
	back: async (event) => {
		const outcome = await people.setBack(desk(), asking(event.locals), event.params.id);
		return answer(event, { act: 'back', outcome });
	},
	link: async (event) => {
		const staff = editing(event.locals);
		const form = await readForm(event.request, linkForm);
		if (!form.ok) return fail(422, { act: 'link' as const, ...form });

		const wanted = { id: event.params.id, way: form.value.way };
		const outcome = await people.inviteAgain(desk(), staff, wanted);
		// Answered here and not by a redirect: the address is stored nowhere.
		if (outcome?.kind === 'done' && outcome.card) return { card: outcome.card };
		return answer(event, { act: 'link', outcome });
	},
	password: async (event) => {
		const wanted = { id: event.params.id, what: 'password' as const };
		const outcome = await people.reset(desk(), editing(event.locals), wanted);
		return answer(event, { act: 'password', outcome });
	},
	factor: async (event) => {
		const wanted = { id: event.params.id, what: 'factor' as const };
		const outcome = await people.reset(desk(), editing(event.locals), wanted);
		return answer(event, { act: 'factor', outcome });
	},
	anew: async (event) => {
		const outcome = await people.inviteAnew(desk(), editing(event.locals), event.params.id);
		return answer(event, { act: 'anew', outcome });
	},
	disable: async (event) => {
		const outcome = await people.disable(desk(), editing(event.locals), event.params.id);
		return answer(event, { act: 'disable', outcome });
	},
	enable: async (event) => {
		const outcome = await people.enable(desk(), editing(event.locals), event.params.id);
		return answer(event, { act: 'enable', outcome });
	}
};
