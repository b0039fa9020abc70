import { contactDayIn } from '#lib/domain/case/index.ts';
import { momentAt } from '#lib/domain/concern/calendar.ts';
import { daysAfter } from '#lib/domain/schedule/index.ts';
import type { Desk, Staff } from '../../access/index.ts';
import * as audit from '../../audit/index.ts';
import { findSettings } from '../store.ts';
import type { Here } from './at.ts';
import { textOrNull } from './show.ts';
import type { ClosingRow } from './store.ts';

/** Of a contact the day is known and not the hour: its end. */
export function endOfDay(day: string, timeZone: string): Date {
	return momentAt(daysAfter(day, 1), 0, timeZone);
}

/**
 * When somebody reached her, as the reason of the asking records it; never later than the asking.
 * Whoever asked could not know of the flags of other lanes: the asking alone is no contact since.
 */
export async function recordedContact(
	{ tx, at }: Pick<Here, 'tx' | 'at'>,
	{ desk, staff, found }: { desk: Desk; staff: Staff; found: ClosingRow }
): Promise<Date | null> {
	if (!found.note?.id) return null;
	await audit.append(tx, at.agencyId, {
		event: 'case.reasons_opened',
		by: staff.staffId,
		case: at.caseId,
		notes: [found.note.id]
	});
	const key = await desk.keys.caseKey(tx, at).catch(() => null);
	const on = contactDayIn((await textOrNull({ ...at, key }, found.note)) ?? '');
	if (on === null) return null;
	const { intake } = await findSettings(tx, at.agencyId);
	const end = endOfDay(on, intake.timeZone);
	return end < found.askedAt ? end : found.askedAt;
}
