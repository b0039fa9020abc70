import { typedOf, type PlanTyped } from '#lib/domain/contact/index.ts';
import type { CaseId } from '#lib/domain/ids.ts';
import type { Desk, Staff } from '#lib/server/desk/access/index.ts';
import * as contact from '#lib/server/desk/contact/index.ts';

// How the invented victims may be reached. Numbers that nobody has, addresses that reach nobody.

const everyDay = ['0', '1', '2', '3', '4', '5', '6'];

const way = (kind: string, to: string, from = '', until = '') => ({
	kind,
	to,
	isKnown: false,
	isClosed: false,
	reason: '',
	windows: [{ days: from === '' ? [] : everyDay, from, to: until }]
});

/** By text at any hour, by mail, or a card on a Saturday. `nth` makes each number another one. */
function planOf(nth: number, { timeZone }: { timeZone: string }): PlanTyped {
	const number = `+44 7700 900${String(nth).padStart(3, '0')}`;
	const isByMail = nth % 4 === 3;
	return {
		...typedOf(null, { timeZone, language: 'en' }),
		adult: 'yes',
		first: '0',
		may_contact: 'either',
		voicemail: 'no',
		cover_name: 'Robin from the library',
		cover: nth % 2 === 0 ? 'a' : 'b',
		if_someone_else: 'Ask whether the books for the reading group may be left at the door.',
		safe_word: 'lighthouse',
		safe_word_prompt: 'Which picture is on the wall?',
		in_danger: 'patrol',
		who_decides: 'The duty officer',
		interpreter: 'none',
		routes: [
			isByMail
				? way('email', `case.${nth}@larkfield.example`, '06:00', '23:00')
				: way('sms', number, '06:00', '23:00'),
			way('in_person', 'At the library, Saturday morning')
		]
	};
}

/** The plan of one case, made and confirmed with her in person by the worker at this moment. */
export async function makePlan(
	desk: Desk,
	worker: Staff,
	{ caseId, nth, timeZone }: { caseId: CaseId; nth: number; timeZone: string }
): Promise<void> {
	const saved = await contact.save(desk, worker, {
		caseId,
		version: 0,
		typed: planOf(nth, { timeZone }),
		confirmed: 'in_person'
	});
	if (saved?.kind !== 'saved') {
		const fields = saved?.kind === 'problems' ? saved.problems.map(({ field }) => field) : [];
		throw new Error(`a plan of the demo was not saved: ${saved?.kind} ${fields.join(', ')}`);
	}
}
