import { fail, redirect } from '@sveltejs/kit';
import type { TalkEndKind } from '#lib/domain/talk/index.ts';
import { desk } from '#lib/server/desk/access/index.ts';
import * as assist from '#lib/server/desk/assist/index.ts';
import { typedFields } from '#lib/server/platform/http/read-form.ts';
import { refuse } from '#lib/server/platform/http/refuse.ts';
import type { TalkForm } from '#lib/ui/desk/talk/form.ts';
import { openingForm, overFrom, screenForm } from './form.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const staff = locals.staff ?? refuse('case.not_found');
	const view = await assist.show(desk(), staff, { id: params.id, over: overFrom(url) });
	return { view: view ?? refuse('case.not_found'), at: url.searchParams.get('at') };
};

export const actions: Actions = {
	word: async ({ locals, params, request }) => {
		const staff = locals.staff ?? refuse('case.not_found');
		const { fields } = openingForm(await typedFields(request));
		const found = await assist.showWord(desk(), staff, params.id);
		// answered here: a page that could be opened again would show it again
		const { word } = found ?? refuse('case.not_found');
		return shown({ step: 'opening', word, typed: fields });
	},

	begin: async ({ locals, params, request }) => {
		const staff = locals.staff ?? refuse('case.not_found');
		const { talkId, fields } = openingForm(await typedFields(request));
		if (!talkId) refuse('case.not_found');
		const begun = await assist.begin(desk(), staff, { caseId: params.id, talkId, typed: fields });
		if (!begun) refuse('case.not_found');
		if (begun.kind === 'problems') {
			return fail(422, shown({ step: 'opening', problems: begun.problems, typed: fields }));
		}
		// nothing is stored yet, so there is no other page that could show it
		if (begun.kind === 'consent') return shown({ step: 'consent', typed: fields, talkId });
		if (begun.kind === 'over') redirect(303, endOf(params.id, { talkId, end: begun.end }));
		redirect(303, talkOf(params.id));
	},

	save: async (event) => {
		const { staff, form } = await posted(event);
		const kept = (await assist.save(desk(), staff, form)) ?? refuse('case.not_found');
		if (kept.kind !== 'saved') return fail(422, shown({ refused: kept, typed: form.typed }));
		// the main button goes on, the others name a screen
		redirect(303, talkOf(form.caseId, form.go === 'on' ? kept.next : form.go));
	},

	/** For the page's own script, which saves as it goes. */
	keep: async (event) => {
		const { staff, form } = await posted(event);
		const outcome = await assist.save(desk(), staff, form);
		return shown({ kept: outcome ?? refuse('case.not_found') });
	},

	send: async (event) => {
		const { staff, form } = await posted(event);
		const { caseId, talkId, typed } = form;
		// what was noticed and noted stands on the same page
		const saving = { ...form, isReadBack: true };
		const kept = (await assist.save(desk(), staff, saving)) ?? refuse('case.not_found');
		const version = kept.kind === 'saved' ? kept.version : form.version;
		if (kept.kind === 'problems' || kept.kind === 'changed') {
			return fail(422, shown({ refused: kept, typed }));
		}
		const sent = await assist.send(desk(), staff, { caseId, talkId, version });
		if (!sent) refuse('case.not_found');
		if (sent.kind === 'sent') redirect(303, endOf(caseId, { talkId, end: sent.end }));
		return fail(422, shown({ refused: { kind: sent.kind }, typed }));
	},

	stop: async (event) => {
		const { staff, form } = await posted(event);
		const kept = (await assist.save(desk(), staff, form)) ?? refuse('case.not_found');
		if (kept.kind === 'problems' || kept.kind === 'changed') {
			return fail(422, shown({ refused: kept, typed: form.typed }));
		}
		if (!(await assist.stop(desk(), staff, form))) refuse('case.not_found');
		redirect(303, endOf(form.caseId, { talkId: form.talkId, end: 'stopped' }));
	},

	remove: async (event) => {
		const { staff, form } = await posted(event);
		if (!(await assist.remove(desk(), staff, form))) refuse('case.not_found');
		redirect(303, endOf(form.caseId, { talkId: form.talkId, end: 'deleted' }));
	}
};

/** Answered without another page: see each action for why. */
const shown = (talk: TalkForm) => ({ talk });

async function posted({ locals, params, request }: RequestEvent) {
	const staff = locals.staff ?? refuse('case.not_found');
	const form = screenForm(await typedFields(request));
	return { staff, form: { caseId: params.id, ...form } };
}

const talkOf = (caseId: string, at: string | null = null) =>
	`/desk/cases/${caseId}/check-in${at ? `?${new URLSearchParams({ at })}` : ''}`;

const endOf = (caseId: string, { talkId, end }: { talkId: string; end: TalkEndKind }) =>
	`/desk/cases/${caseId}/check-in?${new URLSearchParams({ end, talk: talkId })}`;
