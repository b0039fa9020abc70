import { typedOf, type PlanTyped, type RouteTyped } from '../../src/lib/domain/contact/index.ts';
import type { CaseId } from '../../src/lib/domain/ids.ts';
import type { Desk, Staff } from '../../src/lib/server/desk/access/index.ts';
import * as contact from '../../src/lib/server/desk/contact/index.ts';

// Plans of invented people, written as a support worker types them.

export const everyDay = ['0', '1', '2', '3', '4', '5', '6'];

export const always = { days: everyDay, from: '00:00', to: '00:00' };

export function way(kind: string, to: string, changes: Partial<RouteTyped> = {}): RouteTyped {
	const windows = kind === 'in_person' ? [] : [always];
	return { kind, to, isKnown: false, isClosed: false, reason: '', windows, ...changes };
}

export const phone = way('sms', '+32 400 000 001');
export const mail = way('email', 'quiet.heron@larkfield.example');
export const meeting = way('in_person', 'the library of Larkfield');

/** A whole plan as it is typed: a text message at any time, or in person. */
export function typedPlan(changes: Partial<PlanTyped> = {}): PlanTyped {
	return {
		...typedOf(null, { timeZone: 'Europe/Brussels', language: 'en' }),
		adult: 'yes',
		may_contact: 'either',
		voicemail: 'no',
		cover_name: 'Robin',
		cover: 'a',
		if_someone_else: 'Say that you are Robin from the choir.',
		safe_word: 'marigold',
		safe_word_prompt: 'Is the choir on?',
		in_danger: 'patrol',
		first: '0',
		routes: [phone, meeting],
		...changes
	};
}

/** Saves a plan as the next version; throws where it is not taken. */
export async function savePlan(
	desk: Desk,
	staff: Staff,
	{
		caseId,
		version = 0,
		typed = typedPlan(),
		confirmed = 'in_person'
	}: {
		caseId: CaseId;
		version?: number;
		typed?: PlanTyped;
		confirmed?: 'in_person' | 'by_voice' | null;
	}
): Promise<void> {
	const saved = await contact.save(desk, staff, { caseId, version, typed, confirmed });
	if (saved?.kind !== 'saved') throw new Error(`not saved: ${JSON.stringify(saved)}`);
}
