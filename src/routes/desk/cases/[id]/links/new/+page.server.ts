import { fail } from '@sveltejs/kit';
import { desk } from '#lib/server/desk/access/index.ts';
import * as links from '#lib/server/desk/links/index.ts';
import { readForm } from '#lib/server/platform/http/read-form.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import { newLinkForm } from './form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const staff = locals.staff ?? refuse('case.not_found');
	const view = await links.prepare(desk(), staff, params.id);
	return { view: view ?? refuse('case.not_found') };
};

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const staff = locals.staff ?? refuse('case.not_found');
		const form = await readForm(request, newLinkForm);
		if (!form.ok) return fail(422, { typed: form.typed, problems: form.problems });

		const { id: linkId, way, language, hours, one_hand, round } = form.value;
		const issued = await links.issue(desk(), staff, {
			...{ caseId: params.id, linkId, way, language, hours },
			saysOneHand: one_hand === 'yes',
			checkInId: round ?? null
		});
		if (!issued) refuse('case.not_found');
		// Answered here and not by a redirect: address and code are stored nowhere, so there is no
		// other page that could show them.
		if (issued.kind === 'issued') return { card: issued.card };
		if (issued.kind === 'apart') return { code: issued.code };

		const rest = { hours: String(hours), one_hand: one_hand ?? '', round: round ?? '' };
		const typed = { way, language, ...rest };
		if (issued.kind === 'not_now') {
			const { reason, asked } = issued;
			return fail(422, { typed, problems: {}, refused: { reason, asked } });
		}
		const [field, problem] = problemOf[issued.kind];
		return fail(422, { typed, problems: { [field]: problem } });
	}
};

const problemOf = {
	repeated: ['id', 'desk.new_link.problem.id'],
	language: ['language', 'desk.new_link.problem.language'],
	one_hand: ['one_hand', 'desk.new_link.problem.one_hand'],
	hours: ['hours', 'contact.problem.ends_early'],
	round: ['id', 'contact.problem.round']
} as const;
